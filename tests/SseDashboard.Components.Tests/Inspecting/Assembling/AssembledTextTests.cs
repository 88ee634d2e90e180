using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using static SseDashboard.Components.Tests.Inspecting.Assembling.Joined;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

/// <summary>What holds for every format: characters, times, bounds, and fragments that are no JSON.</summary>
public sealed class AssembledTextTests
{
    private static string Line(string content, string more = "\"done\":false") => $$"""{"model":"m","message":{"content":"{{content}}"},{{more}}}""";

    [Fact]
    public void Character_EscapedHalfInEachOfTwoFragments_IsJoinedAndBelongsToTheFirst()
    {
        var assembly = new Joined().Read(Events(Line("a\\ud83d"), Line("\\udc4bb"), Line("\\ud83d"), Line("\\udc4b"), Line("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9")));

        var part = assembly.Text.Parts.Single();
        Assert.Equal("a👋b👋\"\\/\b\f\n\r\té", part.Text);
        Assert.Equal([(0, "a👋"), (1, "b"), (2, "👋"), (4, "\"\\/\b\f\n\r\té")], part.Segments());
        Assert.Equal(13, assembly.Text.Characters);
    }

    [Fact]
    public void Text_OfSeveralBytesSplitOverChunks_IsWhole()
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes($"data: {Line("日本 👋")}\n\n");
        for (int at = 1; at < bytes.Length; at++)
        {
            var observation = Observed.Stream();
            observation.Received(bytes.AsSpan(0, at), Observed.At(1));
            observation.Received(bytes.AsSpan(at), Observed.At(2));

            Assert.Equal("日本 👋", new Joined().Read(observation).Text.Parts.Single().Text);
        }
    }

    [Fact]
    public void Fragments_ThatAreNoJson_AreCountedAndListedWithTheirEvent()
    {
        var assembly = new Joined().Read(Events([Line("a"), "{\"model\":", Line("b"), "oops", "{\"\\ud83d\":1}", "", .. Enumerable.Repeat("x", 30)]));

        Assert.Equal("ab", assembly.Text.Parts.Single().Text);
        Assert.Equal((33, AssembledText.MostListed), (assembly.Text.BrokenCount, assembly.Text.Broken.Count));
        Assert.Equal([1L, 3, 4], assembly.Text.Broken.Take(3).Select(broken => broken.Event));
        Assert.All(assembly.Text.Broken, broken => Assert.True(broken.Sentence.StartsWith("Not valid JSON:", StringComparison.Ordinal) && broken.Sentence.Length < 302));
    }

    [Fact]
    public void Speed_IsThatBetweenTheFirstFragmentAndTheLast()
    {
        // The first two arrive in one chunk: 4 of 10 characters, and 4 of 10 tokens, came before the time that is measured.
        var assembly = new Joined().Read(
            (1, "event: other\ndata: {}\n\n"), (2, $"data: {Line("ab")}\n\ndata: {Line("cd")}\n\n"), (2.5, $"data: {Line("ef")}\n\n"), (4, $"data: {Line("")}\n\n"),
            (5, $"data: {Line("ghij")}\n\n"), (6, $"data: {Line("", "\"done\":true,\"eval_count\":10")}\n\n"));

        var text = assembly.Text;
        Assert.Equal((Observed.At(1), Observed.At(2), Observed.At(5)), (text.FirstEventAt, text.FirstFragmentAt, text.LastFragmentAt));
        Assert.Equal((10, 4), (text.Characters, text.Fragments));
        Assert.Equal(2.0, text.CharactersPerSecond!.Value, 6);
        Assert.Equal(2.0, text.TokensPerSecond!.Value, 6);
        Assert.Equal((TimeSpan.FromSeconds(2.5), 5L), text.LongestPause);
    }

    [Fact]
    public void Speed_OfHiddenReasoning_IsNotCounted()
    {
        static (double, string)[] Of(string delta) =>
        [
            (1, $$$"""data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{{{delta}}}}]}{{{"\n\n"}}}"""),
            (2, """data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"b"}}]}""" + "\n\n"),
            (3, """data: {"object":"chat.completion.chunk","choices":[],"usage":{"completion_tokens":10,"completion_tokens_details":{"reasoning_tokens":6}}}""" + "\n\n"),
        ];

        Assert.Equal(2, new Joined().Read(Of("{\"content\":\"a\"}")).Text.TokensPerSecond);
        Assert.Equal(5, new Joined().Read(Of("{\"reasoning_content\":\"a\"}")).Text.TokensPerSecond);
    }

    [Fact]
    public void Speed_OfOneMoment_IsUnknown()
    {
        var text = new Joined().Read((1, $"data: {Line("ab")}\n\ndata: {Line("cd", "\"done\":true,\"eval_count\":3")}\n\n")).Text;

        Assert.Null(text.CharactersPerSecond);
        Assert.Null(text.TokensPerSecond);
    }

    [Fact]
    public void Text_BeyondTheBound_IsCutAndCounted()
    {
        var assembly = new Joined { Bounds = new() { MaxAssembledBytes = 4_096 } }.Read(Events(
            [Line(new('a', 1_000)), Line(new('b', 2_000)), Line("c"), .. Enumerable.Repeat(Line("👋"), 10)]));

        Assert.Equal(new('a', 1_000), assembly.Text.Parts.Single().Text);
        Assert.Equal((3_011, 2_011), (assembly.Text.Characters, assembly.Text.Cut));
        Assert.Equal("Observing:MaxAssembledBytes", assembly.Text.CutWhy);
    }

    [Fact]
    public void Parts_BeyondTheBound_AreCutAndCounted()
    {
        var assembly = new Joined { Bounds = new() { MaxAssembledParts = 2 } }.Read(Events([.. Enumerable.Range(0, 5).Select(i =>
            $$"""{"object":"chat.completion.chunk","choices":[{"index":{{i}},"delta":{"content":"abc"},"finish_reason":"{{new string('x', 100)}}"}]}""")]));

        Assert.Equal((2, 9), (assembly.Text.Parts.Count, assembly.Text.Cut));
        Assert.Equal("Observing:MaxAssembledParts", assembly.Text.CutWhy);
        Assert.Equal((2, 81), (assembly.Text.Finished.Count, assembly.Text.Finished["Choice 1"].Length));
    }

    [Fact]
    public void Events_ReadInPortions_AreEachReadOnce()
    {
        var observation = new Joined { End = null }.Observe(Events([.. Enumerable.Range(0, 250).Select(i => Line($"{i},"))]));
        // Each look at the clock takes a second, so that one portion is read at a time.
        var assembly = new StreamAssembly(new(), new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) });
        assembly.Start(observation);
        var fragments = new List<long>();
        for (int look = 0; look < 10 && !assembly.IsDone; look++)
        {
            assembly.Take(TimeSpan.FromSeconds(1.5), observation.Snapshot());
            fragments.Add(assembly.Text.Fragments);
        }

        Assert.Equal([0, 100, 200, 250], fragments);
        Assert.Equal(string.Concat(Enumerable.Range(0, 250).Select(i => $"{i},")), assembly.Text.Parts.Single().Text);

        observation.Received($"data: {Line("new")}\n\n", at: 100);
        assembly.Take(TimeSpan.FromSeconds(1.5), observation.Snapshot());
        Assert.EndsWith("249,new", assembly.Text.Parts.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_DroppedBeforeTheyWereRead_AreCounted()
    {
        var assembly = new Joined { Bounds = new() { MaxBlocks = 10 } }.Read(Events([.. Enumerable.Range(0, 30).Select(i => Line($"{i},"))]));

        Assert.Equal(20, assembly.Missed);
        Assert.StartsWith("20,", assembly.Text.Parts.Single().Text, StringComparison.Ordinal);
        Assert.Equal(20, assembly.Text.Parts.Single().Segment(0, 10).Event);
    }

    [Fact]
    public void Bound_CountsWhatEachPieceTakesBesideItsText()
    {
        var text = new Joined { Bounds = new() { MaxAssembledBytes = 4_096 } }.Read(Events([.. Enumerable.Repeat(Line("a"), 300)])).Text;

        // Two bytes of text and 16 of its place, each.
        Assert.Equal((227, 73L), (text.Parts.Single().Text.Length, text.Cut));
    }

    [Fact]
    public void Errors_BeyondTheBound_AreOnlyCounted()
    {
        var text = new Joined().Read(Events([Line("a"), .. Enumerable.Repeat("""{"error":"No"}""", 30)])).Text;

        Assert.Equal((30L, AssembledText.MostListed), (text.ErrorCount, text.Errors.Count));
    }

    [Fact]
    public void Part_ShownInPieces_SaysHowMuchIsLeftOut()
    {
        var part = new Joined().Read(Events(Line("abcde"), Line("fgh"))).Text.Parts.Single();

        Assert.Equal(new AssembledSegment(0, 0, "abc", 2), part.Segment(0, 3));
        Assert.Equal(("cde", 2), part.TextBefore(1, 3));
    }
}
