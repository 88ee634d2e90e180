using System.Net.ServerSentEvents;
using System.Text;

namespace SseDashboard.Streams.Tests;

public class EventFrameTests
{
    public static TheoryData<ServerSentEvent, string> Events => new()
    {
        { new(), "\n" },
        { new() { Data = "x" }, "data: x\n\n" },
        { new() { Data = "" }, "data: \n\n" },
        { new() { Id = "" }, "id: \n\n" },
        { new() { Type = "" }, "event: \n\n" },
        { new() { Type = "message", Data = "x" }, "event: message\ndata: x\n\n" },
        { new() { Id = "7", Type = "tick", Retry = TimeSpan.FromSeconds(2), Data = "x" }, "id: 7\nevent: tick\nretry: 2000\ndata: x\n\n" },
        { new() { Retry = TimeSpan.Zero }, "retry: 0\n\n" },
        { new() { Retry = TimeSpan.FromMilliseconds(1.9) }, "retry: 1\n\n" },
        { new() { Data = "a\nb" }, "data: a\ndata: b\n\n" },
        { new() { Data = "a\rb" }, "data: a\ndata: b\n\n" },
        { new() { Data = "a\r\nb" }, "data: a\ndata: b\n\n" },
        { new() { Data = "a\n\nb" }, "data: a\ndata: \ndata: b\n\n" },
        { new() { Data = "a\n\rb" }, "data: a\ndata: \ndata: b\n\n" },
        { new() { Data = "\n" }, "data: \ndata: \n\n" },
        { new() { Data = " leading" }, "data:  leading\n\n" },
        { new() { Data = "a\rid: 9\revent: x" }, "data: a\ndata: id: 9\ndata: event: x\n\n" },
        { new() { Data = "é 😀 \u2028" }, "data: é 😀 \u2028\n\n" },
        { new() { Data = "\uD800" }, "data: \uFFFD\n\n" },
        { new() { Data = new string('é', 5_000) }, $"data: {new string('é', 5_000)}\n\n" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Of_Event_WritesFieldsInTheDocumentsOrder(ServerSentEvent @event, string wire) =>
        Assert.Equal(wire, Text(EventFrame.Of(@event)));

    [Theory]
    [InlineData("", ": \n\n")]
    [InlineData("alive", ": alive\n\n")]
    [InlineData("a\rdata: evil\r\nb", ": a\n: data: evil\n: b\n\n")]
    public void OfComment_AnyText_StaysAComment(string comment, string wire) =>
        Assert.Equal(wire, Text(EventFrame.OfComment(comment)));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rdata: x")]
    [InlineData("\0")]
    public void Id_HostileText_IsRefused(string id) =>
        Assert.Equal("Id", Assert.Throws<ArgumentException>(() => new ServerSentEvent { Id = id }).ParamName);

    [Theory]
    [InlineData("a\n\ndata: x")]
    [InlineData("a\r")]
    [InlineData("a\0b")]
    public void Type_HostileText_IsRefused(string type) =>
        Assert.Equal("Type", Assert.Throws<ArgumentException>(() => new ServerSentEvent { Type = type }).ParamName);

    [Fact]
    public void Retry_Negative_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServerSentEvent { Retry = TimeSpan.FromTicks(-1) });

    [Fact]
    public void With_HostileId_IsRefusedAsWell()
    {
        var harmless = new ServerSentEvent { Id = "1" };
        Assert.Throws<ArgumentException>(() => harmless with { Id = "1\n\ndata: x" });
    }

    // The platform's parser drops an event without a data line, as the standard requires.
    [Fact]
    public void Of_RandomText_IsReadBackByThePlatformsParser()
    {
        var random = new Random(20260101);
        const string Alphabet = "ab:\r\n \té😀\u2028\uFEFF";
        for (int round = 0; round < 2_000; round++)
        {
            string data = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var frame = EventFrame.Of(new() { Id = "1", Type = "t", Data = data });
            var read = SseParser.Create(new MemoryStream(frame.Bytes.ToArray())).Enumerate().Single();
            string expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(data)).ReplaceLineEndings("\n");
            Assert.Equal(("1", "t", expected.Replace("\u2028", "\n")), (read.EventId, read.EventType, read.Data.Replace("\u2028", "\n")));
        }
    }

    private static string Text(EventFrame frame) => Encoding.UTF8.GetString(frame.Bytes.Span);
}
