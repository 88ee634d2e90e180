using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;

namespace SseDashboard.Foreign.Tests.Servers;

/// <summary>npm's better-sse: nothing is wrong with its streams.</summary>
public sealed class BetterSseTests(SharedDashboard shared)
{
    private const string Script = "servers/better-sse.mjs";

    [Fact]
    public async Task AChannel_IsHealthy_AfterAReconnectToo()
    {
        await using var server = await ForeignServer.NodeAsync(Script);
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(server.At("/channel"));
        await session.HasEventsAsync(10);
        session.Finds();

        await session.ReconnectAsync();
        await session.HasEventsAsync(5);
        session.Finds();
    }

    [Fact]
    public async Task Batches_AreNotTakenForABuffer()
    {
        await using var server = await ForeignServer.NodeAsync(Script);
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(server.At("/batches"));
        await session.HasEventsAsync(30);

        session.Finds();
    }
}
