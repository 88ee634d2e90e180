using System.Buffers;
using System.Text;

namespace SseDashboard.Streams.Tests;

public class HistoryRingTests
{
    private const int All = int.MaxValue / 2;

    [Fact]
    public void CopyTo_EventsOfEverySize_CopiesThemWhole()
    {
        var ring = new HistoryRing(maxEvents: 50, maxBytes: 40_000);
        var random = new Random(1);
        var added = new List<string> { "" };
        for (int i = 1; i <= 2_000; i++)
        {
            added.Add(Add(ring, i, random.Next(1, 3_000)));
            long first = ring.Oldest;
            Assert.InRange(i - first, 0, 49);
            Assert.Equal(string.Concat(added.Skip((int)first)), Copy(ring, first - 1, ring.Head, All));
            Assert.InRange(Copy(ring, first - 1, ring.Head, All).Length, 1, 40_000);
        }
    }

    [Theory]
    [InlineData(1, "1.")]
    [InlineData(4, "1.2.")]
    [InlineData(5, "1.2.")]
    [InlineData(6, "1.2.3.")]
    [InlineData(100, "1.2.3.4.")]
    public void CopyTo_MoreThanFits_EndsWithAnEventButHasAtLeastOne(int most, string expected)
    {
        var ring = new HistoryRing(10, 1_000);
        for (int i = 1; i <= 5; i++)
            ring.Add(Encoding.UTF8.GetBytes($"{i}."));
        Assert.Equal(expected, Copy(ring, 0, 4, most));
    }

    [Fact]
    public void CopyTo_EvictedEvent_WritesNothing()
    {
        var ring = new HistoryRing(2, 1_000);
        for (int i = 1; i <= 3; i++)
            Add(ring, i, 10);
        Assert.Equal("", Copy(ring, 0, 3, All));
        Assert.Equal(0, ring.CopyTo(new byte[100], 0, 3));
        Assert.Equal(22, ring.CopyTo(new byte[100], 1, 3));
        Assert.Equal(0, ring.CopyTo(new byte[21], 1, 3));
    }

    [Theory]
    [InlineData(1, "1.2.3.")]
    [InlineData(2, "")]
    public void CopyTo_EventsAddedMeanwhile_CopiesNothingOverwritten(int added, string expected)
    {
        var ring = new HistoryRing(maxEvents: 4, maxBytes: 1_000);
        for (int i = 1; i <= 3; i++)
            ring.Add(Encoding.UTF8.GetBytes($"{i}."));
        var body = new InterruptedBody(() =>
        {
            for (int i = 0; i < added; i++)
                Add(ring, i, 10);
        });
        int events = ring.CopyTo(body, 0, 3, All, out _);
        Assert.Equal((expected, expected.Length / 2), (body.Text, events));
    }

    [Fact]
    public async Task CopyTo_ConcurrentAdds_NeverCopiesATornOrWrongEvent()
    {
        const int Events = 300_000;
        // Fills the array, so each event overwrites one that a reader may be copying.
        const int Bytes = 16 * 1024;
        var ring = new HistoryRing(maxEvents: 1_024, maxBytes: Bytes);
        var reading = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            long cursor = 0, read = 0;
            while (cursor < Events)
            {
                long head = ring.Head;
                if (cursor >= head)
                    continue;
                string text = Copy(ring, cursor, head, Bytes);
                if (text.Length == 0)
                {
                    cursor = ring.Oldest - 1;
                    continue;
                }

                foreach (string part in text.Split('.', StringSplitOptions.RemoveEmptyEntries))
                {
                    cursor++;
                    read++;
                    Assert.Equal(Text(cursor, 1 + (int)(cursor % 100)), part + '.');
                }
            }

            return read;
        })).ToList();
        await Task.Run(() =>
        {
            for (int i = 1; i <= Events; i++)
                Add(ring, i, 1 + (i % 100));
        }, TestContext.Current.CancellationToken);
        foreach (var reader in reading)
            Assert.InRange(await Wait.ForAsync(reader, "a reader reaches the end"), 1, Events);
    }

    private static string Add(HistoryRing ring, long sequence, int length)
    {
        string text = Text(sequence, length);
        ring.Add(Encoding.UTF8.GetBytes(text));
        return text;
    }

    private static string Text(long sequence, int length) => new string((char)('a' + (sequence % 26)), length) + '.';

    private static string Copy(HistoryRing ring, long after, long upTo, int max)
    {
        var body = new ArrayBufferWriter<byte>();
        int events = ring.CopyTo(body, after, upTo, max, out int length);
        string text = Encoding.UTF8.GetString(body.WrittenSpan);
        Assert.Equal((text.Length, text.Count(c => c == '.')), (length, events));
        return text;
    }

    /// <summary>Calls back between handing out its memory and the copy into it.</summary>
    private sealed class InterruptedBody(Action interrupt) : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _body = new();

        public string Text => Encoding.UTF8.GetString(_body.WrittenSpan);

        public void Advance(int count) => _body.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) => _body.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0)
        {
            interrupt();
            return _body.GetSpan(sizeHint);
        }
    }
}
