using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SseDashboard.Streams.Tests;

/// <summary>
/// A response body without a socket, such as a middleware may install. It keeps the memory of a write until the write is
/// released, as <see cref="PipeWriter.WriteAsync"/> permits.
/// </summary>
internal sealed class HeldBody : PipeWriter, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature
{
    private readonly ArrayBufferWriter<byte> _unflushed = new();
    private readonly TaskCompletionSource<FlushResult> _held = new();

    /// <summary>Whether a write stays pending.</summary>
    public bool Holds { get; init; }

    /// <summary>Whether a flush without a write of its own stays pending too.</summary>
    public bool HoldsFlushes { get; set; }

    /// <summary>Called when the stream gets the body: after its admission and before it is listed.</summary>
    public Action? Taking { get; init; }

    /// <summary>Whether buffering was disabled.</summary>
    public bool BufferingIsDisabled { get; private set; }

    /// <summary>The number of flushes, including those by writes.</summary>
    public int Flushes { get; private set; }

    /// <summary>The memory of the last write.</summary>
    public ReadOnlyMemory<byte> Last { get; private set; }

    /// <summary>The current text of the memory of the last write.</summary>
    public string Text => Encoding.UTF8.GetString(Last.Span);

    public Stream Stream => AsStream();

    public PipeWriter Writer
    {
        get
        {
            Taking?.Invoke();
            return this;
        }
    }

    /// <summary>Never signalled by default: the client stays until it is disconnected.</summary>
    public CancellationToken RequestAborted { get; set; }

    public HttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(this);
        context.Features.Set<IHttpRequestLifetimeFeature>(this);
        return context;
    }

    /// <summary>Completes the pending write.</summary>
    public void Release() => _held.TrySetResult(default);

    /// <summary>Disconnects the client, which completes a pending write, as in a server.</summary>
    public void Abort() => Release();

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Last = source;
        Flushes++;
        return Holds ? new(_held.Task) : default;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _unflushed.ResetWrittenCount();
        Flushes++;
        return HoldsFlushes ? new(_held.Task) : default;
    }

    public override void Advance(int bytes) => _unflushed.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _unflushed.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _unflushed.GetSpan(sizeHint);

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering() => BufferingIsDisabled = true;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
