namespace SseDashboard.Conformance.Tests;

/// <summary>The texts that browser-feed.js keeps because they are too large to send to the circuit.</summary>
public sealed class BrowserFeedTests(Bench bench)
{
    [Fact]
    public async Task Texts_TooMany_DropsOldest()
    {
        string[] sent = [.. Enumerable.Range(0, 66).Select(number => Text(number, 5_000))];

        var kept = await ReadKeptAsync(sent);

        Assert.Equal(66, kept.Texts.Count);
        Assert.All(kept.Texts.Take(2), text => Assert.Equal(0, text.Size));
        AssertWhole(sent, kept, from: 2);
    }

    [Fact]
    public async Task Texts_TooLargeInTotal_DropsOldest()
    {
        // Four million characters are within the limit of 4 Mi, five million are not.
        string[] sent = [.. Enumerable.Range(0, 5).Select(number => Text(number, 1_000_000))];

        var kept = await ReadKeptAsync(sent);

        Assert.Equal(0, kept.Texts[0].Size);
        AssertWhole(sent, kept, from: 1);
    }

    [Fact]
    public async Task Text_AsLongAsTheLimit_IsKept()
    {
        string[] sent = [Text(0, 5_000), Text(1, 4 * 1024 * 1024)];

        var kept = await ReadKeptAsync(sent);

        Assert.Equal(0, kept.Texts[0].Size);
        AssertWhole(sent, kept, from: 1);
    }

    [Fact]
    public async Task Text_TooLargeToSend_IsSentAsPreview()
    {
        string text = Text(0, 5_000);

        var item = (await ReadKeptAsync(text)).Items.Single(item => item.Text is not null);

        Assert.Equal(text.Length, item.Length);
        Assert.StartsWith(item.Data!, text, StringComparison.Ordinal);
        Assert.InRange(item.Data!.Length, 500, 4_096);
    }

    [Fact]
    public async Task Texts_FeedDisposed_AreGone()
    {
        var script = bench.Server.Add(async (context, _) =>
        {
            await context.StreamAsync($"data: {Text(0, 5_000)}\n\n");
            await context.UntilAbortedAsync();
        });

        var sizes = await bench.RunAsync<int[]>("browser-feed-harness.js", "readAfterDispose", script.Path);

        Assert.Equal([5_000, 0], sizes);
    }

    private static string Text(int number, int length) => new string('x', length - 6) + $"{number:000000}";

    private static void AssertWhole(string[] sent, Kept kept, int from) =>
        Assert.Equal(
            sent.Skip(from).Select(text => (text.Length, text[^6..])),
            kept.Texts.Skip(from).Select(text => (text.Size, text.End)));

    private Task<Kept> ReadKeptAsync(params string[] texts)
    {
        var script = bench.Server.Add((context, _) =>
            context.StreamAsync(string.Concat(texts.Select(text => $"data: {text}\n\n")) + "event: final\ndata: end\n\n"));
        return bench.RunAsync<Kept>("browser-feed-harness.js", "readKept", script.Path);
    }

    private sealed record Kept(List<Item> Items, List<KeptText> Texts);

    private sealed record Item(string Kind, string? Data, int Length, int? Text);

    private sealed record KeptText(int Text, int Size, string End);
}
