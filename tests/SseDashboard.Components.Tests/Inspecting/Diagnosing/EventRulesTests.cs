using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>Ids, data and types of events, and the client's part.</summary>
public sealed class EventRulesTests
{
    [Fact]
    public void NoIds_AreANote() => Assert.Equal(Severity.Note,
        new Ticking { Block = number => $"data: {Ticking.Data(number)}\n\n" }.Observe().Findings().Only("no-ids").Severity);

    [Theory]
    [InlineData("POST", "{\"n\":1}")]
    [InlineData("GET", "{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}")]
    [InlineData("GET", "{\"object\":\"chat.completion.chunk\"}")]
    public void StreamsThatAreNotResumed_NeedNoIds(string method, string data) =>
        new Ticking { Method = method, Block = _ => $"data: {data}\n\n" }.Observe().Findings().Nothing();

    [Fact]
    public void IdsThatStartOver_Repeat()
    {
        var finding = new Ticking { Block = number => $"id: {((number - 1) % 4) + 1}\ndata: {Ticking.Data(number)}\n\n" }.Observe().Findings().Only("ids-repeat");

        Assert.StartsWith("id: 1, 2 times", finding.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void EventsThatInheritAnId_DoNotRepeatIt() =>
        new Ticking { Block = number => number == 1 ? Ticking.Tick(1) : "data: x\n\n" }.Observe().Findings().Nothing();

    [Fact]
    public void AnEmptyIdThatIsSentOften_IsFine() =>
        new Ticking { Block = number => $"id: {(number % 2 == 0 ? "" : $"{number}")}\ndata: x\n\n" }.Observe().Findings().Nothing();

    [Theory]
    [InlineData("data: {\"a\":1}\ndata: {\"a\":2}")]
    [InlineData("data: [1][2]")]
    public void SeveralDocumentsInOneEvent_AreSeveralJsons(string data) =>
        new Ticking { Block = number => $"id: {number}\n{data}\n\n" }.Observe().Findings().Only("several-jsons");

    [Theory]
    [InlineData("data: {\ndata: \"a\":{\"b\":[1,{}]}\ndata: }")]
    [InlineData("data: {\"text\":\"}{ and ][\"}")]
    [InlineData("data: {not json} {at all}")]
    [InlineData("data: 1 2 3")]
    public void OneDocumentOrNone_IsFine(string data) => new Ticking { Block = number => $"id: {number}\n{data}\n\n" }.Observe().Findings().Nothing();

    [Theory]
    [InlineData("event: error\ndata: Overloaded", Severity.Warning)]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"Overloaded\"}}", Severity.Error)]
    [InlineData("data: {\"error\":{\"message\":\"Overloaded\"}}", Severity.Error)]
    [InlineData("data: {\"error\":\"Overloaded\"}", Severity.Error)]
    public void AnErrorInAnEvent_IsErrorEvent(string block, Severity severity)
    {
        var finding = new Ticking { Block = number => number == 4 ? $"id: 4\n{block}\n\n" : Ticking.Tick(number), EndMark = "" }.Observe().Findings().Only("error-event");

        Assert.Equal(severity, finding.Severity);
        Assert.Contains("Overloaded", finding.Evidence[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: {\"error\":null}")]
    [InlineData("data: {\"error\":false}")]
    [InlineData("data: the \"error\" is fixed")]
    [InlineData("event: errors\ndata: 0")]
    public void NoError_IsFine(string block) => new Ticking { Block = number => $"id: {number}\n{block}\n\n" }.Observe().Findings().Nothing();

    [Fact]
    public void AnEndWithoutAMark_IsANote() =>
        Assert.Equal(Severity.Note, new Ticking { EndMark = "" }.Observe().Findings().Only("no-end-mark").Severity);

    [Theory]
    [InlineData("data: {\"object\":\"chat.completion.chunk\"}\n\n", "[DONE]")]
    [InlineData("event: message_start\ndata: {}\n\nevent: content_block_delta\ndata: {}\n\n", "message_stop")]
    [InlineData("event: response.created\ndata: {}\n\nevent: response.output_text.delta\ndata: {}\n\n", "response.completed")]
    [InlineData("data: {\"candidates\":[],\"usageMetadata\":{}}\n\n", "finishReason")]
    public void AKnownFormatWithoutItsMark_IsAnError(string body, string mark)
    {
        var finding = new Ticking { Method = "POST" }.Observe((0, body)).Findings().Only("no-end-mark");

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains(mark, finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: {\"object\":\"chat.completion.chunk\"}\n\ndata: [DONE]\n\n")]
    [InlineData("event: message_start\ndata: {}\n\nevent: message_stop\ndata: {}\n\n")]
    [InlineData("event: response.created\ndata: {}\n\nevent: response.completed\ndata: {}\n\n")]
    [InlineData("data: {\"candidates\":[],\"usageMetadata\":{}}\n\ndata: {\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{}}\n\n")]
    [InlineData("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n")]
    [InlineData("event: final\ndata: bye\n\n")]
    public void AnEndWithItsMark_IsFine(string body) => new Ticking { Method = "POST" }.Observe((0, body)).Findings().Nothing();

    [Fact]
    public void AnEndAfterALongLife_NeedsNoMark() => new Ticking
    {
        Ticks = 1300,
        EndMark = "",
    }.Observe().Findings(new(Observed.At(400))).Nothing();

    [Theory]
    [InlineData("message")]
    [InlineData("message", "Tick")]
    public void ATypeWithoutListener_IsUnheard(params string[] listeners) => Assert.StartsWith("tick: 6 events",
        new Ticking { Block = number => $"event: tick\n{Ticking.Tick(number)}" }.Observe()
            .Findings(Diagnosed.Now with { Listeners = listeners }).Only("unheard-type").Evidence[0], StringComparison.Ordinal);

    [Fact]
    public void AnEventOfTypeError_IsNotAlsoUnheard() => new Ticking { Block = number => number == 4 ? "id: 4\nevent: error\ndata: x\n\n" : Ticking.Tick(number) }.Observe()
        .Findings(Diagnosed.Now with { Listeners = ["message"] }).Only("error-event");

    [Fact]
    public void AnEndMarkWhoseLineIsIgnored_IsNotAlsoMissing() => new Ticking { EndMark = "[DONE]\n\n" }.Observe().Findings().Only("no-field-name");

    [Fact]
    public void TypesWithListeners_AreFine() => new Ticking { Block = number => $"event: tick\n{Ticking.Tick(number)}" }.Observe()
        .Findings(Diagnosed.Now with { Listeners = ["message", "tick"] }).Nothing();

    [Theory]
    [InlineData(2, Severity.Note)]
    [InlineData(6, Severity.Error)]
    public void SeveralStreamsOverHttp1_AreSixConnections(int streams, Severity severity) => Assert.Equal(severity,
        new Ticking { Protocol = "HTTP/1.1" }.Observe().Findings(Diagnosed.Now with { StreamsOnOrigin = streams }).Only("six-connections").Severity);

    [Theory]
    [InlineData("HTTP/1.1", 1)]
    [InlineData("HTTP/2", 20)]
    public void OneStream_OrHttp2_IsFine(string protocol, int streams) =>
        new Ticking { Protocol = protocol }.Observe().Findings(Diagnosed.Now with { StreamsOnOrigin = streams }).Nothing();

    [Fact]
    public void ARequestThatWaitsForAConnection_IsSixConnections() => Observed.Request(ObservedWay.Fetch)
        .Findings(new(Observed.At(8)) { StreamsOnOrigin = 7 }).Only("six-connections");

    [Fact]
    public void AnEventSource_IsJudgedByItsEvents()
    {
        var observation = Observed.Request(ObservedWay.EventSource);
        observation.Dispatched(new("tick", "{}{}", ""), Observed.At(1));

        observation.Findings().Only("several-jsons");
    }
}
