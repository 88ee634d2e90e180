using System.IO.Compression;

namespace SseDashboard.Relay;

/// <summary>
/// The bytes of a body as they are on the wire; it ends at a limit. The limit for decoded bytes is not enough: compressed bytes may
/// decode to nothing at all, without end.
/// </summary>
internal sealed class WireBody(Stream wire, long most) : Stream
{
    private readonly byte[] _more = new byte[1];
    private long _left = most;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the body has more bytes than the limit.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>The body without its content coding (RFC 9110, section 8.4.1); as it is if the host cannot decode it.</summary>
    public Stream Decoded(string coding) => coding.Trim().ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => new GZipStream(this, CompressionMode.Decompress),
        "DEFLATE" => new ZLibStream(this, CompressionMode.Decompress),
        "BR" => new BrotliStream(this, CompressionMode.Decompress),
        _ => this,
    };

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
        {
            IsCutOff |= await wire.ReadAsync(_more, cancellationToken) > 0;
            return 0;
        }

        int read = await wire.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            wire.Dispose();
        base.Dispose(disposing);
    }
}
