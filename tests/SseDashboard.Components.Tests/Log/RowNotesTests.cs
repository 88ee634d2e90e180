using System.Text.Json;
using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Feed.Log;
using SseDashboard.Hosting;
using SseDashboard.Learning.Course;

namespace SseDashboard.Components.Tests;

/// <summary>What the details of a row explain.</summary>
public sealed class RowNotesTests
{
    public static TheoryData<FeedItem, string> Surprising => new()
    {
        { Items.Event("a"), "message is the default" },
        { Items.Event("a", "error"), "The browser's own error event" },
        { Items.Event("a\nb\nc", "tick"), "The data has 3 lines" },
        { Items.Event("", "tick"), "The data is empty" },
        { Items.Connecting(), "six connections" },
        { Items.Opened(), "dropped without a trace" },
        { Items.Reconnecting(), "not an event that the server sent" },
        { Items.Failed(), "does not try again" },
        { Items.Closed("final"), "does not reconnect" },
    };

    [Theory]
    [MemberData(nameof(Surprising))]
    public void Row_ThatSurprises_IsExplained(FeedItem item, string words) =>
        Assert.Contains(RowNotes.Of(item, false), note => note.Text.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void Id_IsExplainedOnlyIfItWasInherited()
    {
        Assert.DoesNotContain(RowNotes.Of(Items.Event("a"), false), note => note.Term == "last event ID");
        Assert.Contains(RowNotes.Of(Items.Event("a"), true), note => note.Term == "last event ID");
    }

    [Fact]
    public void Notes_OfEveryKind_HaveATermWithALinkAndALessonThatExists()
    {
        var lessons = new Syllabus(typeof(Serving).Assembly).Lessons.Select(lesson => lesson.Name).ToHashSet();
        var notes = Enum.GetValues<FeedItemKind>().Select(kind => Items.Event("") with { Kind = kind })
            .Append(Items.Reconnecting() with { Delay = 1 }).Append(Items.Ended())
            .Append(Items.Event("a", "error")).SelectMany(item => RowNotes.Of(item, true)).ToArray();

        Assert.NotEmpty(notes);
        Assert.All(notes, note =>
        {
            Assert.NotNull(Glossary.Find(note.Term!).Link);
            Assert.True(note.Lesson is null || lessons.Contains(note.Lesson), $"there is no lesson {note.Lesson}");
        });
    }

    [Fact]
    public void InheritedIds_AreThoseWhoseFrameHasNone()
    {
        var exchanged = new Exchanged().Opened()
            .Frame("a", id: "1").Event("a", id: "1")
            .Frame("b").Event("b", id: "1")
            .Frame("c", id: "2").Event("c", id: "2");
        var inherited = new InheritedIds(exchanged.Model);
        long[] rows = [.. exchanged.Model.Connections[0].Frames.Select(step => step.Browser!.Value.Row)];

        Assert.Equal([false, true, false], rows.Select(inherited.Contains));

        exchanged.Frame("d").Event("d", id: "2");
        Assert.True(inherited.Contains(exchanged.Model.Connections[0].Frames[^1].Browser!.Value.Row));
    }

    [Fact]
    public void InheritedIds_WithoutAnEarlierId_AreNone()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Event("a");

        Assert.False(new InheritedIds(exchanged.Model).Contains(exchanged.Model.Connections[0].Frames[0].Browser!.Value.Row));
    }

    [Theory]
    [InlineData("""{"a":1}""", "{\n  \"a\": 1\n}")]
    [InlineData("""[1,[],{},[2,"x"]]""", "[\n  1,\n  [],\n  {},\n  [\n    2,\n    \"x\"\n  ]\n]")]
    [InlineData("""{"n":12345678901234567890.10e+05,"n":null}""", "{\n  \"n\": 12345678901234567890.10e+05,\n  \"n\": null\n}")]
    [InlineData("""{"\u0061\n":"é\/ \"q\""}""", "{\n  \"\\u0061\\n\": \"é\\/ \\\"q\\\"\"\n}")]
    [InlineData(" [ true , false ] ", "[\n  true,\n  false\n]")]
    public void Json_Formatted_ChangesOnlyWhiteSpace(string text, string formatted)
    {
        Assert.Equal(formatted, JsonText.Format(text));
        Assert.Equal(Squeezed(text), Squeezed(formatted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("{a:1}")]
    [InlineData("[1,]")]
    [InlineData("[1] [2]")]
    [InlineData("Init flow stream")]
    public void Json_ThatIsNone_IsNotFormatted(string text) => Assert.Null(JsonText.Format(text));

    [Fact]
    public void Json_TooDeepOrTooLong_IsNotFormatted()
    {
        Assert.Null(JsonText.Format(new string('[', 500) + new string(']', 500)));
        Assert.Null(JsonText.Format($"[{new string(' ', 1_000_001)}]"));
    }

    private static string Squeezed(string json) => JsonSerializer.Serialize(json.Where(character => character is not (' ' or '\n')));
}
