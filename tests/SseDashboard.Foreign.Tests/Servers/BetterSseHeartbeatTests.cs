using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;

namespace SseDashboard.Foreign.Tests.Servers;

/// <summary>npm's better-sse sends a heartbeat every 10 s. A class of its own, so that no other test waits for this one.</summary>
public sealed class BetterSseHeartbeatTests(SharedDashboard shared)
{
    [Fact]
    public async Task AQuietSession_HasHeartbeats()
    {
        await using var server = await ForeignServer.NodeAsync("servers/better-sse.mjs");
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(server.At("/quiet"));
        for (int heartbeats = 1; heartbeats <= 3; heartbeats++)
            await session.ShowsAsync(seen => seen.Counts.Comments >= heartbeats, $"heartbeat {heartbeats} arrives");

        // Longer than the diagnosis allows a silence to last.
        await session.LastsAsync(TimeSpan.FromSeconds(32));
        session.Finds();
    }
}
