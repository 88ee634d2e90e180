using SseDashboard.Exchange.Views;
using SseDashboard.Learning.Course;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class FrameWordsTests
{
    [Theory]
    [InlineData("id: 7\n\n", "id only")]
    [InlineData("retry: 500\n\n", "retry only")]
    [InlineData("id: 7\nretry: 500\n\n", "id and retry only")]
    [InlineData("event: init\n\n", "event only")]
    [InlineData("id: 8\0\n\n", "id only")]
    [InlineData("nonsense: 1\n\n", "empty block")]
    [InlineData(": hello\n\n", "comment")]
    [InlineData("data: a\n\n", "message")]
    [InlineData("event: init\ndata: a\n\n", "init")]
    public void Frame_Named_IsWhatItIs(string text, string name) =>
        Assert.Equal(name, FrameWords.NameOf(Step(new Exchanged().Opened().Bytes(System.Text.Encoding.UTF8.GetBytes(text)))));

    [Fact]
    public void Event_WithoutId_ShowsInheritedId()
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: "7").Event("a", id: "7").Frame("b").Event("b", id: "7");

        var words = StepWords.Of(DiagramRows.Of(exchanged.Model.Connections, new HashSet<long>())[^1], TimeSpan.Zero, null);
        Assert.Equal("id inherited", words.Note);
        Assert.Contains("lastEventId, 7, is inherited", FrameWords.Explain(Step(exchanged)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_WithoutAnyId_InheritsNone() => Assert.Null(Step(new Exchanged().Opened().Frame("a").Event("a")).InheritedId);

    [Fact]
    public void Event_WithoutType_IsMessageByDefault()
    {
        Assert.Contains("message by default", Explain("data: a\n\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("by default", Explain("event: message\ndata: a\n\n"), StringComparison.Ordinal);

        static string Explain(string text) => FrameWords.Explain(Step(new Exchanged().Opened().Bytes(System.Text.Encoding.UTF8.GetBytes(text)).Event("a"))).Text;
    }

    [Fact]
    public void ServersError_IsToldApartFromBrowsersOwn()
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(["error"]);

        Assert.Contains("the browser's own error event has none", FrameWords.Explain(Step(exchanged.Opened().Frame("a", "error").Event("a", "error"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_EachHasItsOwnWordsAndALessonThatExists()
    {
        var lessons = new Syllabus(typeof(Components.App).Assembly).Lessons.Select(lesson => lesson.Address).ToArray();

        Assert.Equal(4, ExchangeView.All.Select(view => view.Shows).Distinct().Count());
        Assert.All(ExchangeView.All, view => Assert.Contains(view.Lesson, lessons));
    }

    [Fact]
    public void GlossaryEntries_OfTheStandard_LinkToTheirSection() => Assert.All(
        Glossary.Entries.Where(entry => entry.Source.StartsWith("HTML", StringComparison.Ordinal)),
        entry => Assert.StartsWith("https://html.spec.whatwg.org/multipage/server-sent-events.html#", entry.Link, StringComparison.Ordinal));

    private static SseDashboard.Exchange.FrameStep Step(Exchanged exchanged) => exchanged.Model.Connections[0].Frames[^1];
}
