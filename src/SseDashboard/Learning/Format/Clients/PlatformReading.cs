using System.Net.ServerSentEvents;

namespace SseDashboard.Learning.Format;

/// <summary>Reads a stream with .NET's own <see cref="SseParser"/>.</summary>
internal static class PlatformReading
{
    /// <summary>Reads the chunks, each as one read of the stream.</summary>
    public static ClientReading Of(StreamInput input)
    {
        using var stream = new ChunkStream(input.Chunks);
        var parser = SseParser.Create(stream);
        var events = new List<FormatEvent>();
        foreach (var item in parser.Enumerate())
            events.Add(new(item.EventType, item.Data, parser.LastEventId));
        bool isSet = parser.ReconnectionInterval != Timeout.InfiniteTimeSpan;
        return new(events, parser.LastEventId, isSet ? parser.ReconnectionInterval.TotalMilliseconds : null);
    }

    private sealed class ChunkStream(IReadOnlyList<ReadOnlyMemory<byte>> chunks) : MemoryStream
    {
        private int _next;
        private ReadOnlyMemory<byte> _rest;

        public override int Read(Span<byte> buffer)
        {
            if (_rest.IsEmpty && _next < chunks.Count)
                _rest = chunks[_next++];
            int length = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..length].CopyTo(buffer);
            _rest = _rest[length..];
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
