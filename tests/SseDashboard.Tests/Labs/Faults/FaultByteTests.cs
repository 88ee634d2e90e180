using System.Text;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;
using static SseDashboard.Tests.Labs.FaultClient;

namespace SseDashboard.Tests.Labs;

/// <summary>Faults of the events and of their bytes: everything else is as in the healthy stream, byte for byte.</summary>
public sealed class FaultByteTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("no-ids")]
    [InlineData("ids-repeat")]
    [InlineData("unheard-type")]
    [InlineData("several-jsons")]
    [InlineData("no-end-mark")]
    [InlineData("error-event")]
    [InlineData("cr-line-ends")]
    [InlineData("bom")]
    [InlineData("unfinished-block")]
    [InlineData("no-field-name")]
    public async Task Stream_WithTheFault_DiffersFromTheHealthyOneInNothingElse(string fault)
    {
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync(fault);

        AssertHealthy(head);
        AssertText(Expected(fault), body);
        Assert.Empty(client.Host.Logs.Problems);
    }

    [Fact]
    public async Task InvalidUtf8_HasTheBytesOfLatin1()
    {
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync("invalid-utf8");

        AssertHealthy(head);
        Assert.Equal(Healthy, Encoding.Latin1.GetString(body));
        Assert.Contains('\uFFFD', Encoding.UTF8.GetString(body));
    }

    [Fact]
    public async Task SplitUtf8_CutsEachTickInsideACharacter()
    {
        await using var client = new FaultClient();
        using var head = await client.OpenAsync(PathOf("split-utf8"));
        await using var body = await head.Content.ReadAsStreamAsync(client.Host.HangGuard);
        byte[] buffer = new byte[4096];
        var whole = new List<byte>();
        for (int tick = 0; tick < Ticks; tick++)
        {
            var due = TimeSpan.FromMilliseconds(250 * tick);
            if (tick > 0)
                await client.Host.Clock.AdvanceToAsync(due);
            await ReadToAsync(end: 0xC2);
            await client.Host.Clock.AdvanceToAsync(due + TimeSpan.FromMilliseconds(50));
            await ReadToAsync(end: (byte)'\n');
        }

        while (await body.ReadAsync(buffer, client.Host.HangGuard) is > 0 and var rest)
            whole.AddRange(buffer[..rest]);
        AssertHealthy(head);
        AssertText(Healthy, [.. whole]);

        // The rest waits for the clock, so nothing can follow the byte before it moves.
        async Task ReadToAsync(byte end)
        {
            do
            {
                int read = await Wait.ForAsync(body.ReadAsync(buffer, client.Host.HangGuard).AsTask(), $"a chunk arrives that ends in {end:X2}");
                Assert.True(read > 0, $"The stream ended before a chunk that ends in {end:X2}.");
                whole.AddRange(buffer[..read]);
            }
            while (whole[^1] != end);
        }
    }

    [Fact]
    public async Task HugeEvent_HasOneMegabyteOnOneLine()
    {
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync("huge-event");

        AssertHealthy(head);
        var blocks = new EventBlockReader();
        var data = new List<string>();
        ReadOnlySpan<byte> chunk = body;
        while (blocks.TryRead(ref chunk, ManualClock.Start, out var block))
            data.Add(block.Event!.Value.Data);
        Assert.Null(blocks.End());
        Assert.Equal(1_048_576, data[2].Length);
        Assert.StartsWith(DataOf(3, 2)[..^1], data[2], StringComparison.Ordinal);
        Assert.Equal([DataOf(1, 0), DataOf(2, 1)], data[..2]);
        Assert.Equal([.. Enumerable.Range(4, 5).Select(number => DataOf(number, number - 1)), "[DONE]"], data[3..]);
    }

    [Fact]
    public async Task Rubbish_IsLabelledAsAStream_ButIsNone()
    {
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync("rubbish");

        AssertHealthy(head);
        Assert.Equal(Encoding.UTF8.GetByteCount(Healthy), body.Length);
        Assert.DoesNotContain("data:", Encoding.Latin1.GetString(body), StringComparison.Ordinal);
        Assert.True(body.Distinct().Count() > 200, "The bytes are not random.");
    }

    private static string Expected(string fault) => fault switch
    {
        "none" => Healthy,
        "no-ids" => Each(number => $"data: {DataOf(number)}\n\n"),
        "ids-repeat" => Each(number => $"id: {(number > 4 ? number - 4 : number)}\ndata: {DataOf(number)}\n\n"),
        "unheard-type" => Each(number => $"id: {number}\nevent: tick\ndata: {DataOf(number)}\n\n"),
        "several-jsons" => Each(number => $"id: {number}\ndata: {DataOf(number)}\ndata: {DataOf(number)[..^1]},\"copy\":true}}\n\n"),
        "no-end-mark" => TicksFrom(1),
        "error-event" => Healthy.Replace(
            "id: 5\n", "event: error\ndata: {\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded. Try again later.\"}}\n\nid: 5\n", StringComparison.Ordinal),
        "cr-line-ends" => Healthy.Replace('\n', '\r'),
        "bom" => Healthy.Replace("id: ", "\uFEFFid: ", StringComparison.Ordinal).Replace("data: [", "\uFEFFdata: [", StringComparison.Ordinal),
        "unfinished-block" => Healthy[..^1],
        "no-field-name" => Each(number => $"id: {number}\n{DataOf(number)}\n\n"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No expectation for this fault."),
    };

    private static string Each(Func<int, string> tick) =>
        string.Concat(Enumerable.Range(1, Ticks).Select(tick)) + "data: [DONE]\n\n";

    private static string DataOf(int number, int intervals) => FaultClient.DataOf(number, intervals);

    private static string DataOf(int number) => DataOf(number, number - 1);
}
