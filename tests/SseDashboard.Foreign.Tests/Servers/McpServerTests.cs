using System.Net;
using System.Text;
using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;

namespace SseDashboard.Foreign.Tests.Servers;

/// <summary>npm's @modelcontextprotocol/server-everything: nothing is wrong with its streams, over either transport.</summary>
public sealed class McpServerTests(SharedDashboard shared)
{
    private const string Initialize =
        """{ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } }""";

    private const string Initialized = """{ "jsonrpc": "2.0", "method": "notifications/initialized" }""";

    // Two seconds, with four notifications of its progress.
    private const string LongCall =
        """{ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": "trigger-long-running-operation", "arguments": { "duration": 2, "steps": 4 }, "_meta": { "progressToken": "p" } } }""";

    private static readonly (string, string) Accept = ("Accept", "application/json, text/event-stream");

    [Fact]
    public async Task AnswersOverStreamableHttp_AreHealthy()
    {
        await using var server = await StartAsync("streamableHttp");
        await using var initializing = new RelayedSession(shared.Dashboard);
        var url = server.At("/mcp");

        initializing.Connect(url, Initialize, Accept);
        await initializing.EndsAsync();
        initializing.Finds();

        var id = ("Mcp-Session-Id", SessionOf(initializing));
        await SendAsync(url, Initialized, id);
        await using var calling = new RelayedSession(shared.Dashboard);
        calling.Connect(url, LongCall, Accept, id);
        await calling.EndsAsync();

        Assert.True(calling.Seen.Counts.Events >= 5);
        calling.Finds();
    }

    [Fact]
    public async Task TheStreamOfNotificationsOverStreamableHttp_IsHealthy_ResumedToo()
    {
        await using var server = await StartAsync("streamableHttp");
        await using var initializing = new RelayedSession(shared.Dashboard);
        var url = server.At("/mcp");
        initializing.Connect(url, Initialize, Accept);
        await initializing.EndsAsync();
        var id = ("Mcp-Session-Id", SessionOf(initializing));
        await SendAsync(url, Initialized, id);

        await using var listening = new RelayedSession(shared.Dashboard);
        listening.Connect(url, null, id);
        await listening.ShowsAsync(seen => seen.Head is not null, "the stream opens");
        await SendAsync(url, Toggle(2), id);
        await listening.HasEventsAsync(1);
        listening.Finds();

        await listening.ReconnectAsync();
        await listening.HasEventsAsync(1);
        listening.Finds();
    }

    [Fact]
    public async Task AStreamOverTheOlderTransport_IsHealthy()
    {
        await using var server = await StartAsync("sse");
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(server.At("/sse"));
        await session.HasEventsAsync(1);
        var endpoint = server.At(session.Seen.Blocks[0].Event!.Value.Data);
        await SendAsync(endpoint, Initialize);
        await session.HasEventsAsync(2);
        await SendAsync(endpoint, Initialized);
        await SendAsync(endpoint, LongCall);
        await session.HasEventsAsync(7);

        session.Finds();
    }

    private static Task<ForeignServer> StartAsync(string transport) =>
        ForeignServer.NodeAsync("node_modules/@modelcontextprotocol/server-everything/dist/index.js", transport);

    // It begins to send log messages.
    private static string Toggle(int id) =>
        $$"""{ "jsonrpc": "2.0", "id": {{id}}, "method": "tools/call", "params": { "name": "toggle-simulated-logging", "arguments": {} } }""";

    private static string SessionOf(RelayedSession session) =>
        session.Seen.Head!.Headers.Single(header => header.Name.Equals("Mcp-Session-Id", StringComparison.OrdinalIgnoreCase)).Value;

    private static async Task SendAsync(Uri url, string json, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient { Timeout = Wait.Limit };
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers.Prepend(Accept))
            request.Headers.Add(name, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{url} answered {response.StatusCode} to {json}");
    }
}
