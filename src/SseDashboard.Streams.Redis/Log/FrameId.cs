using System.Buffers.Text;

namespace SseDashboard.Streams;

/// <summary>Reads the id with which every frame of a log begins.</summary>
internal static class FrameId
{
    /// <summary>Splits <c>id: epoch-sequence</c>, the first line.</summary>
    /// <returns>Whether the frame begins with such a line.</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> epoch, out long sequence)
    {
        epoch = default;
        sequence = 0;
        int end = frame.IndexOf((byte)'\n');
        if (end < 0 || !frame.StartsWith("id: "u8))
            return false;
        var id = frame["id: "u8.Length..end];
        int hyphen = id.LastIndexOf((byte)'-');
        if (hyphen <= 0 || !Utf8Parser.TryParse(id[(hyphen + 1)..], out sequence, out int read) || read != id.Length - hyphen - 1)
            return false;
        epoch = id[..hyphen];
        return true;
    }
}
