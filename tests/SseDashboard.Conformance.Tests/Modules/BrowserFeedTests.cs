namespace SseDashboard.Conformance.Tests;

/// <summary>Tests browser-feed.js: what the page holds, and what the circuit gets of it.</summary>
public sealed class BrowserFeedTests(Bench bench)
{
    // The rows for connecting and for the open stream come first.
    private const int First = 2;

    private static readonly string[] Notable = ["gap"];

    [Fact]
    public async Task Texts_OfEveryEvent_CanBeReadWhole()
    {
        string[] sent = [.. Enumerable.Range(0, 66).Select(number => Text(number, 5_000))];

        var held = await bench.RunAsync<Held>("browser-feed-harness.js", "readTexts", Stream(sent), (object?)null);

        Assert.Equal(0, held.Oldest);
        AssertWhole(sent, held, from: 0);
    }

    [Fact]
    public async Task Texts_TooLargeInTotal_DropsOldest()
    {
        string[] sent = [.. Enumerable.Range(0, 5).Select(number => Text(number, 10_000))];

        var held = await bench.RunAsync<Held>("browser-feed-harness.js", "readTexts", Stream(sent), new { maxUnits = 25_000 });

        Assert.Equal(First + 3, held.Oldest);
        Assert.All(held.Texts.Take(First + 3), text => Assert.Equal(0, text.Size));
        AssertWhole(sent, held, from: 3);
    }

    [Fact]
    public async Task Rows_AskedFor_ComeInAnswersWithinTheSizeOfAMessage()
    {
        string[] sent = [.. Enumerable.Range(0, 300).Select(number => Text(number, number == 0 ? 3_000 : 200))];

        var held = await bench.RunAsync<Rows>("browser-feed-harness.js", "readRows", Stream(sent));

        Assert.Equal(sent.Select(text => text.Length), held.Items.Skip(First).Take(300).Select(item => item.Length));
        Assert.Equal([0], held.Items.Skip(First).Take(300).Index().Where(row => row.Item.Cut).Select(row => row.Index));
        Assert.InRange(held.Answers, 2, 20);
    }

    [Fact]
    public async Task NotableType_InABurst_Crosses()
    {
        string burst = string.Concat(Enumerable.Repeat("data: x\n\n", 2_000));
        var script = bench.Server.Add((context, _) =>
            context.StreamAsync($"{burst}event: gap\ndata: 5 missed\n\n{burst}event: final\ndata: end\n\n"));

        var items = await bench.RunAsync<List<Item>>("browser-feed-harness.js", "readReports", script.Path, Notable);

        Assert.Equal("5 missed", Assert.Single(items, item => item.Type == "gap").Data);
        Assert.Single(items, item => item.Type == "final");
        Assert.Equal(First + 4_000 + 2 + 1, items.Sum(item => item.Count ?? 1));
        Assert.Contains(items, item => item.Kind == "skipped");
    }

    [Fact]
    public async Task Clear_BeforeANumber_ForgetsThoseRows()
    {
        long[] left = await bench.RunAsync<long[]>("browser-feed-harness.js", "clear", Stream("a", "b", "c"), 4);

        Assert.Equal([4, 4, 0], left);
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

    private static void AssertWhole(string[] sent, Held held, int from) =>
        Assert.Equal(
            sent.Skip(from).Select(text => (text.Length, text[^6..])),
            held.Texts.Skip(First + from).Take(sent.Length - from).Select(text => (text.Size, text.End)));

    private string Stream(params string[] texts) => bench.Server.Add((context, _) =>
        context.StreamAsync(string.Concat(texts.Select(text => $"data: {text}\n\n")) + "event: final\ndata: end\n\n")).Path;

    private sealed record Held(long Oldest, List<HeldText> Texts);

    private sealed record HeldText(int Size, string End);

    private sealed record Rows([property: System.Text.Json.Serialization.JsonPropertyName("rows")] List<Item> Items, int Answers);

    private sealed record Item(string Kind, string? Type, string? Data, int Length, bool Cut, int? Count);
}
