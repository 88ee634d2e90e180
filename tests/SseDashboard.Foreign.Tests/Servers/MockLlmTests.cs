using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;

namespace SseDashboard.Foreign.Tests.Servers;

/// <summary>npm's @dwmkerr/mock-llm, which answers as a language model's server does.</summary>
public sealed class MockLlmTests(SharedDashboard shared)
{
    [Fact]
    public async Task AChatCompletion_IsHealthy()
    {
        await using var server = await StartAsync();
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(server.At("/v1/chat/completions"), Question("What does a server send before the first event of a stream?"));
        await session.EndsAsync();

        Assert.True(session.Seen.Counts.Events > 10);
        session.Finds();
    }

    [Fact]
    public async Task AnErrorInTheStream_IsNamed()
    {
        await using var server = await StartAsync();
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(server.At("/v1/chat/completions"), Question("Please fail."));
        await session.EndsAsync();

        var error = Assert.Single(session.Finds("error-event"));
        Assert.Contains(error.Evidence, line => line.Contains("Rate limit reached.", StringComparison.Ordinal));
    }

    private static Task<ForeignServer> StartAsync() =>
        ForeignServer.NodeAsync("node_modules/@dwmkerr/mock-llm/dist/main.js", "--config", "servers/mock-llm.yaml");

    private static string Question(string text) =>
        $$"""{ "model": "any", "stream": true, "messages": [{ "role": "user", "content": "{{text}}" }] }""";
}
