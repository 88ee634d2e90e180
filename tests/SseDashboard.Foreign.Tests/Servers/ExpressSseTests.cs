using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;

namespace SseDashboard.Foreign.Tests.Servers;

/// <summary>npm's express-sse: its streams are healthy, but cannot be resumed, as it numbers the events of each connection from 0.</summary>
public sealed class ExpressSseTests(SharedDashboard shared)
{
    [Fact]
    public async Task AStream_IsHealthy_UntilItIsToResume()
    {
        await using var server = await ForeignServer.NodeAsync("servers/express-sse.mjs");
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(server.At("/stream"));
        await session.HasEventsAsync(12);
        session.Finds();

        await session.ReconnectAsync();
        await session.HasEventsAsync(4);
        session.Finds("replays-wrongly");
    }
}
