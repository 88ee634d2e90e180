using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace SseDashboard.Labs;

/// <summary>What happens to the bytes of a healthy stream on their way to the client. This one passes them on as they are.</summary>
internal class BodyFault
{
    /// <summary>Passes on what the stream has written and flushes now.</summary>
    /// <param name="bytes">The bytes; none if only the headers are to be sent.</param>
    /// <param name="client">The response.</param>
    /// <param name="left">Cancels the flush.</param>
    public virtual ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> bytes, PipeWriter client, CancellationToken left) =>
        client.WriteAsync(bytes, left);

    /// <summary>Passes on what is left when the stream has ended.</summary>
    public virtual ValueTask EndAsync(PipeWriter client) => default;
}

/// <summary>Changes the bytes of each flush.</summary>
internal sealed class RewritingBody(Func<ReadOnlyMemory<byte>, byte[]> rewrite) : BodyFault
{
    /// <summary>Changes the text.</summary>
    public static RewritingBody OfText(Func<string, string> rewrite) =>
        new(bytes => Encoding.UTF8.GetBytes(rewrite(Encoding.UTF8.GetString(bytes.Span))));

    /// <summary>Encodes the text in Latin-1 instead of UTF-8.</summary>
    public static RewritingBody InLatin1() => new(bytes => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(bytes.Span)));

    /// <summary>Sends as many random bytes instead.</summary>
    public static RewritingBody AsRubbish() => new(bytes => RandomNumberGenerator.GetBytes(bytes.Length));

    /// <inheritdoc/>
    public override ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> bytes, PipeWriter client, CancellationToken left) =>
        client.WriteAsync(bytes.IsEmpty ? bytes : rewrite(bytes), left);
}

/// <summary>Holds everything back, the headers as well, until a buffer is full or the stream ends, as a proxy does.</summary>
internal sealed class BufferingBody(int size) : BodyFault
{
    private readonly ArrayBufferWriter<byte> _held = new();

    /// <inheritdoc/>
    public override async ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> bytes, PipeWriter client, CancellationToken left)
    {
        _held.Write(bytes.Span);
        int full = _held.WrittenCount / size * size;
        if (full == 0)
            return default;
        byte[] rest = _held.WrittenSpan[full..].ToArray();
        var result = await client.WriteAsync(_held.WrittenMemory[..full], left);
        _held.ResetWrittenCount();
        _held.Write(rest);
        return result;
    }

    /// <inheritdoc/>
    public override async ValueTask EndAsync(PipeWriter client) => await client.WriteAsync(_held.WrittenMemory);
}

/// <summary>Compresses without flushing the compressor, which keeps what it has until it is worth a block.</summary>
internal sealed class CompressingBody : BodyFault
{
    private GZipStream? _zip;

    /// <inheritdoc/>
    public override async ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> bytes, PipeWriter client, CancellationToken left)
    {
        // Not the fastest level, which hardly waits for more.
        _zip ??= new(client.AsStream(leaveOpen: true), CompressionLevel.Optimal);
        await _zip.WriteAsync(bytes, left);
        return await client.FlushAsync(left);
    }

    /// <inheritdoc/>
    public override async ValueTask EndAsync(PipeWriter client)
    {
        if (_zip is not null)
            await _zip.DisposeAsync();
    }
}

/// <summary>Splits each flush inside its first character of several bytes.</summary>
internal sealed class SplittingBody(TimeProvider clock) : BodyFault
{
    // Long enough for a client to read the first part by itself.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public override async ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> bytes, PipeWriter client, CancellationToken left)
    {
        int lead = bytes.Span.IndexOfAnyInRange((byte)0xC2, (byte)0xF4);
        if (lead < 0)
            return await client.WriteAsync(bytes, left);
        await client.WriteAsync(bytes[..(lead + 1)], left);
        await Task.Delay(Pause, clock, left);
        return await client.WriteAsync(bytes[(lead + 1)..], left);
    }
}
