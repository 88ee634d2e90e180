using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>
/// Stands between a healthy stream and its client, and changes the head and the bytes of the response. So the stream itself is
/// admitted, listed, limited and ended like any other.
/// </summary>
internal sealed class FaultyBody : PipeWriter, IHttpResponseBodyFeature, IDisposable
{
    private readonly HttpContext _context;
    private readonly Action<HttpContext>? _changeHead;
    private readonly BodyFault _fault;
    private readonly IHttpResponseBodyFeature _client;
    private readonly ArrayBufferWriter<byte> _written = new();
    private BodyFault? _used;

    /// <summary>Takes the place of the response's body until it is disposed.</summary>
    /// <param name="context">The request.</param>
    /// <param name="changeHead">Changes the head just before it is sent.</param>
    /// <param name="fault">Changes the bytes.</param>
    public FaultyBody(HttpContext context, Action<HttpContext>? changeHead, BodyFault fault)
    {
        (_context, _changeHead, _fault) = (context, changeHead, fault);
        _client = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(this);
    }

    /// <inheritdoc/>
    public PipeWriter Writer => this;

    /// <inheritdoc/>
    public Stream Stream => AsStream(leaveOpen: true);

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _written.WrittenCount;

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint);

    /// <inheritdoc/>
    public override void Advance(int bytes) => _written.Advance(bytes);

    // excerpt: faulty-body
    /// <inheritdoc/>
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _used ??= Begin();
        var result = await _used.SendAsync(_written.WrittenMemory, _client.Writer, cancellationToken);
        _written.ResetWrittenCount();
        return result;
    }
    // end excerpt

    /// <inheritdoc/>
    public async Task CompleteAsync()
    {
        if (_used is not null)
            await _used.EndAsync(_client.Writer);
        await _client.CompleteAsync();
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush() => _client.Writer.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => _client.Writer.Complete(exception);

    /// <inheritdoc/>
    public void DisableBuffering() => _client.DisableBuffering();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => _client.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        _client.SendFileAsync(path, offset, count, cancellationToken);

    /// <summary>Gives the response its own body again.</summary>
    public void Dispose() => _context.Features.Set(_client);

    // A stream that is refused has another type, and must reach the client as it is.
    private BodyFault Begin()
    {
        if (_context.Response.ContentType != EventStream.Head.ContentType)
            return new();
        _changeHead?.Invoke(_context);
        return _fault;
    }
}
