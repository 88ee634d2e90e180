namespace SseDashboard.Streams.Tests;

public class GapNoticeTests
{
    [Theory]
    [InlineData(5L, GapReason.History, """{"missed":5,"reason":"history","resumedAfter":"e-7"}""")]
    [InlineData(null, GapReason.Restart, """{"missed":null,"reason":"restart","resumedAfter":"e-7"}""")]
    public void Notice_WrittenAndRead_IsTheSame(long? missed, GapReason reason, string data)
    {
        var notice = new GapNotice(missed, reason, "e-7");
        Assert.Equal(new() { Id = "e-7", Type = "gap", Data = data }, notice.ToEvent());
        Assert.Equal(notice, GapNotice.Read(data));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"missed":5,"reason":"history"}""")]
    [InlineData("""{"missed":5,"reason":"history","resumedAfter":null}""")]
    [InlineData("""{"missed":5,"reason":"boredom","resumedAfter":"e-7"}""")]
    [InlineData("""{"missed":5,"reason":1,"resumedAfter":"e-7"}""")]
    public void Read_AnythingElse_IsNone(string? data) => Assert.Null(GapNotice.Read(data));

    [Theory]
    [InlineData("e-7", "e", 7)]
    [InlineData("a-b-0", "a-b", 0)]
    public void Id_OfABroadcast_IsReadAndWritten(string text, string epoch, long sequence)
    {
        Assert.True(BroadcastId.TryParse(text, out var id));
        Assert.Equal((new(epoch, sequence), text), (id, id.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("-7")]
    [InlineData("e-")]
    [InlineData("e- 7")]
    [InlineData("e-+7")]
    [InlineData("e-9223372036854775808")]
    public void Id_OfAnythingElse_IsNone(string? text) => Assert.False(BroadcastId.TryParse(text, out _));
}
