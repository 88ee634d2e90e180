using System.Buffers;
using System.Text;

namespace SseDashboard.Streams.Tests;

public class HistoryRingTests
{
    private const int All = int.MaxValue / 2;

    [Fact]
    public void CopyTo_EventsOfEverySize_GivesThemBackInOnePiece()
    {
        var ring = new HistoryRing(mostEvents: 50, mostBytes: 40_000);
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
            ring.Add(new(), Encoding.UTF8.GetBytes($"{i}."));
        Assert.Equal(expected, Copy(ring, 0, 4, most));
    }

    [Fact]
    public void CopyTo_ForgottenEvent_WritesNothing()
    {
        var ring = new HistoryRing(2, 1_000);
        for (int i = 1; i <= 3; i++)
            Add(ring, i, 10);
        Assert.Equal("", Copy(ring, 0, 3, All));
        Assert.Null(ring.At(1));
        Assert.NotNull(ring.At(2));
        Assert.Null(ring.At(4));
    }

    [Fact]
    public async Task At_WhileEventsAreForgotten_MissesOnlyThoseThatTheRingSaysAreGone()
    {
        const int Rounds = 3_000;
        var ring = new HistoryRing(mostEvents: 500, mostBytes: 2_000);
        var adding = Task.Run(
            () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    for (int i = 0; i < 400; i++)
                        ring.Add(new(), "ab"u8);
                    // Pushes all of them out at once.
                    ring.Add(new(), new byte[1_999]);
                }
            },
            TestContext.Current.CancellationToken);
        while (!adding.IsCompleted)
        {
            long head = ring.Head;
            for (long at = ring.Oldest; at <= head; at++)
            {
                if (ring.At(at) is null)
                    Assert.True(ring.Oldest > at, $"Event {at} is neither there nor gone.");
            }
        }

        await adding;
    }

    [Fact]
    public async Task CopyTo_WhileEventsAreAdded_NeverGivesATornOrWrongOne()
    {
        const int Events = 300_000;
        var ring = new HistoryRing(mostEvents: 16, mostBytes: 2_000);
        var reading = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            long cursor = 0, read = 0;
            while (cursor < Events)
            {
                long head = ring.Head;
                if (cursor >= head)
                    continue;
                string text = Copy(ring, cursor, head, 500);
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
            Assert.InRange(await reader, 1, Events);
    }

    private static string Add(HistoryRing ring, long sequence, int length)
    {
        string text = Text(sequence, length);
        ring.Add(new(), Encoding.UTF8.GetBytes(text));
        return text;
    }

    private static string Text(long sequence, int length) => new string((char)('a' + (sequence % 26)), length) + '.';

    private static string Copy(HistoryRing ring, long after, long upTo, int most)
    {
        var body = new ArrayBufferWriter<byte>();
        int events = ring.CopyTo(body, after, upTo, most, out int length);
        string text = Encoding.UTF8.GetString(body.WrittenSpan);
        Assert.Equal((text.Length, text.Count(c => c == '.')), (length, events));
        return text;
    }
}
