using System.Text;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Labs;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

/// <summary>Which streams are recognised: each format as itself, and no other stream.</summary>
public sealed class RecognitionTests
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["openai-chat"] = "OpenAI chat completions",
        ["openai-responses"] = "OpenAI responses",
        ["anthropic"] = "Anthropic messages",
        ["gemini"] = "Gemini",
        ["ollama"] = "Ollama",
        ["mcp"] = "MCP",
        ["mcp-2026-07-28"] = "MCP",
    };

    public static TheoryData<string> Formats => [.. CannedFormat.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void CannedAnswer_Whole_IsRecognisedAndComplete(string name)
    {
        var assembly = Read(name, CannedFault.None);

        Assert.Equal(Names[name], assembly.Format);
        Assert.Contains(assembly.Text.Parts, part => part.Kind == PartKind.Text && part.Text == CannedAnswer.Text);
        Assert.Null(assembly.MissingEnd);
        Assert.Equal((0L, 0L), (assembly.Text.ErrorCount, assembly.Text.BrokenCount));
        if (assembly.Format != "MCP")
            Assert.True(assembly.Text.Usage?.Output >= CannedAnswer.OutputTokens);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void CannedAnswer_Broken_SaysSo(string name)
    {
        Assert.NotNull(Read(name, CannedFault.NoEnd).MissingEnd);
        Assert.NotNull(Read(name, CannedFault.Cut, ObservedEndKind.Failed).MissingEnd);
        var failed = Read(name, CannedFault.Error);
        Assert.Equal((1L, null), (failed.Text.ErrorCount, failed.MissingEnd));
    }

    [Fact]
    public void McpAnswers_NameTheirRevision()
    {
        Assert.Contains("2025-03-26 to 2025-11-25: there is a session", Read("mcp", CannedFault.None).Text.Explanation!, StringComparison.Ordinal);
        Assert.Contains("Revision 2026-07-28:", Read("mcp-2026-07-28", CannedFault.None).Text.Explanation!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"state":"running","done":25,"limit":100,"primes":9}""")]
    [InlineData("""{"tick":1,"at":"2026-01-01T12:00:00.000Z","reading":"20.1 °C"}""")]
    [InlineData("""{"missed":4,"reason":"history"}""")]
    [InlineData("""{"type":"message","text":"hello"}""")]
    [InlineData("""{"type":"response","response":{}}""")]
    [InlineData("""{"choices":["red","blue"],"object":"poll"}""")]
    [InlineData("""{"candidates":[{"name":"Ann"}],"modelVersion":"2"}""")]
    [InlineData("""{"model":"T","done":true}""")]
    [InlineData("""{"error":{"message":"No"}}""")]
    [InlineData("""{"method":"notifications/progress","params":{}}""")]
    [InlineData("""[1,"a",null]""")]
    [InlineData("\"text\"")]
    [InlineData("Message number one")]
    [InlineData("[DONE]")]
    public void OtherStream_IsNotRecognised(string data)
    {
        var assembly = new Joined().Read(Joined.Events([.. Enumerable.Repeat(data, StreamAssembly.MostLookedAt + 5)]));

        Assert.Null(assembly.Format);
        Assert.Equal(data != "[DONE]", assembly.IsUnknown);
        Assert.Empty(assembly.Text.Parts);
        Assert.Null(assembly.MissingEnd);
    }

    [Fact]
    public void UnknownStream_IsNoLongerReadAndCanBeReadByChoice()
    {
        var observation = new Joined().Observe(Joined.Events([.. Enumerable.Repeat("""{"t":"a"}""", 30)]));
        var joined = new Joined();
        var assembly = joined.Read(observation);
        Assert.True(assembly.IsUnknown);
        assembly.Take(TimeSpan.FromSeconds(1), observation.Snapshot());
        Assert.Equal(0, assembly.Text.Events);

        assembly.Choose(StreamAssembly.OwnPath, "$.t");
        assembly.Take(TimeSpan.FromSeconds(1), observation.Snapshot());
        Assert.Equal(new('a', 30), assembly.Text.Parts.Single().Text);
        Assert.Equal("You chose it.", assembly.Evidence);
        Assert.False(assembly.IsUnknown);
    }

    private static StreamAssembly Read(string name, CannedFault broken, ObservedEndKind end = ObservedEndKind.Completed)
    {
        var format = CannedFormat.All.Single(one => one.Name == name);
        var joined = new Joined
        {
            Type = format.IsLines ? "application/x-ndjson" : "text/event-stream",
            End = end,
            Headers = format.Header is { } header ? [header] : [],
        };
        (double, string)[] chunks = [.. format.Answer(Observed.Start).Events(broken).Select((one, i) => (i / 20.0, format.IsLines
            ? $"{one.Data}\n"
            : Encoding.UTF8.GetString(EventFrame.Of(new() { Id = one.Id, Type = one.Type, Data = one.Data }).Bytes.Span)))];
        return joined.Read(chunks);
    }
}
