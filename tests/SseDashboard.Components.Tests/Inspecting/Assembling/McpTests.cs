using static SseDashboard.Components.Tests.Inspecting.Assembling.Joined;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

/// <summary>The Model Context Protocol, and which of its revisions a stream follows.</summary>
public sealed class McpTests
{
    private const string Result = """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Sunny"},{"type":"text","text":"Warm"}]}}""";
    private const string TypedResult = """{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","content":[{"type":"text","text":"Sunny"}]}}""";

    [Fact]
    public void ToolCall_WithProgressAndLog_KeepsThemApart()
    {
        var assembly = new Joined().Read(Events(
            """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"a","progress":1,"total":2,"message":"Half"}}""",
            """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"Asked"}}""",
            """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"a","progress":2,"total":2}}""",
            Result));

        Assert.Equal(("MCP", "Block 1 is a JSON-RPC 2.0 message."), (assembly.Format, assembly.Evidence));
        Assert.Equal([("Progress", "1 of 2: Half\n2 of 2\n"), ("Log", "info: Asked\n"), ("Result of request 1", "Sunny\nWarm")], assembly.Parts());
        Assert.Equal("the response to request 1", assembly.Text.EndMark?.Sentence);
        Assert.Null(assembly.MissingEnd);
    }

    [Fact]
    public void Error_AndBatch_AreRead()
    {
        Assert.Equal("JSON-RPC error -32602: Unknown tool", new Joined().Read(Events(
            """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unknown tool"}}""")).Text.Errors[0].Sentence);
        Assert.Equal([("Result of request 1", "Sunny\nWarm"), ("Notifications", "notifications/tools/list_changed\n")], new Joined().Read(Events(
            $$"""[{{Result}},{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}]""")).Parts());
    }

    [Fact]
    public void Result_WithoutText_IsShownAsJsonAndSaysHowItEnded()
    {
        var assembly = new Joined().Read(Events(
            """{"jsonrpc":"2.0","id":7,"method":"sampling/createMessage","params":{}}""",
            """{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","tools":[]}}""",
            """{"jsonrpc":"2.0","id":2,"result":{"isError":true,"content":[{"type":"text","text":"No"}]}}"""));

        Assert.Equal([("Requests to the client", "sampling/createMessage\n"), ("Result of request 1", """{"resultType":"complete","tools":[]}"""), ("Result of request 2", "No")], assembly.Parts());
        Assert.Equal(("complete", "isError"), (assembly.Text.Finished["Request 1"], assembly.Text.Finished["Request 2"]));
    }

    [Fact]
    public void Error_IsTheResponseThatThePostWaitsFor() => Assert.Equal("the response to request 1", new Joined().Read(Events(
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unknown tool"}}""")).Text.EndMark?.Sentence);

    [Fact]
    public void Response_Missing_IsSaidOfAPostOnly()
    {
        var progress = Events("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}""");
        var listening = Events("""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":1}}}""");

        Assert.Contains("without the JSON-RPC response", new Joined().Read(progress).MissingEnd!, StringComparison.Ordinal);
        Assert.Null(new Joined { Method = "GET" }.Read(progress).MissingEnd);
        Assert.Null(new Joined().Read(listening).MissingEnd);
    }

    [Fact]
    public void Revision_ByWhatTheStreamShows_IsNamed()
    {
        AssertRevision("Revision 2025-06-18, as the request's MCP-Protocol-Version says.", new Joined { RequestHeaders = [("MCP-Protocol-Version", "2025-06-18")] }, Events(Result));
        AssertRevision("Revision 2025-11-25, as the result of initialize says.", new Joined { Headers = [("Mcp-Session-Id", "s")] },
            Events("""{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{}}}"""));
        AssertRevision("A revision from 2025-03-26 to 2025-11-25: there is a session (Mcp-Session-Id).", new Joined { Headers = [("Mcp-Session-Id", "s")] }, Events(Result));
        AssertRevision("A revision from 2025-03-26 to 2025-11-25: block 2 has an id to resume from.", new Joined(), [(0.1, "id: 0\ndata:\n\n"), (0.2, $"id: 1\ndata: {Result}\n\n")]);
        AssertRevision("A revision from 2025-03-26 to 2025-11-25: the stream was opened with GET.", new Joined { Method = "GET" }, Events(Result));
        AssertRevision("A revision from 2025-03-26 to 2025-11-25: block 1 is a request of the server.", new Joined(), Events("""{"jsonrpc":"2.0","id":7,"method":"sampling/createMessage","params":{}}"""));
        AssertRevision("Revision 2026-07-28: block 1 has a resultType.", new Joined(), Events(TypedResult));
        AssertRevision("Revision 2026-07-28: block 1 belongs to subscriptions/listen.", new Joined(), Events("""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged"}"""));
        AssertRevision("Revision 2026-07-28, as the request's MCP-Protocol-Version says. But there is a session (Mcp-Session-Id), which that revision no longer has.",
            new Joined { RequestHeaders = [("MCP-Protocol-Version", "2026-07-28")], Headers = [("Mcp-Session-Id", "s")] }, Events(TypedResult));
        AssertRevision("The revision is unclear: block 1 has a resultType, as in 2026-07-28, but the stream was opened with GET, as in 2025-11-25 and before.", new Joined { Method = "GET" }, Events(TypedResult));
        AssertRevision("A revision from 2025-03-26 to 2025-11-25: there is a session (Mcp-Session-Id).", new Joined { RequestHeaders = [("Mcp-Session-Id", "s")] }, Events(Result));
        AssertRevision("Revision 2026-07-28: block 1 belongs to subscriptions/listen.", new Joined(),
            Events("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":1}}}"""));
        AssertRevision("Revision 2026-07-28: block 1 names the server in _meta.", new Joined(),
            Events("""{"jsonrpc":"2.0","id":1,"result":{"_meta":{"io.modelcontextprotocol/serverInfo":{}}}}"""));
        AssertRevision("The revision does not show", new Joined(), Events(Result));
    }

    private static void AssertRevision(string expected, Joined stream, (double, string)[] chunks) =>
        Assert.StartsWith(expected, stream.Read(chunks).Text.Explanation, StringComparison.Ordinal);
}
