using System.Net;
using System.Net.Sockets;
using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;
using SseDashboard.Inspecting;

namespace SseDashboard.Foreign.Tests.Proxies;

/// <summary>What an nginx makes of a stream, and how the diagnosis names it.</summary>
public sealed class NginxTests(SharedDashboard shared)
{
    private const string Script = "servers/ticks.mjs";

    [Fact]
    public async Task WithBufferingOff_IsHealthy()
    {
        await using var server = await ForeignServer.NodeAsync(Script);
        await using var nginx = await Nginx.StartAsync(server.Url, "proxy_buffering off;");
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(nginx.At("/?text=300"));
        await session.HasEventsAsync(40);

        session.Finds();
    }

    [Fact]
    public async Task ByDefault_Buffers()
    {
        await using var server = await ForeignServer.NodeAsync(Script);
        await using var nginx = await Nginx.StartAsync(server.Url);
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(nginx.At("/?text=300"));
        await session.IsDiagnosedAsync("buffered");

        var buffered = Assert.Single(session.Finds("buffered"));
        Assert.Contains("proxy_buffering off", buffered.Change, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByDefault_ObeysWhatOurStreamsSay()
    {
        await using var nginx = await Nginx.StartAsync(shared.Dashboard.Url);
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(nginx.At("/labs/fault/none?seconds=3"));
        await session.EndsAsync();

        Assert.True(session.Seen.Counts.Events > 10);
        session.Finds();
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task WithGzip_Compresses(string buffering)
    {
        await using var server = await ForeignServer.NodeAsync(Script);
        await using var nginx = await Nginx.StartAsync(server.Url, $"proxy_buffering {buffering};", "gzip on;", "gzip_types text/event-stream;");
        await using var session = new RelayedSession(shared.Dashboard);

        // Enough, and random enough, to fill the compressor's buffer soon.
        session.Connect(nginx.At("/?every=20&text=600&random"));
        await session.HasEventsAsync(20);

        var compressed = Assert.Single(session.Finds("compressed"));
        Assert.Contains(compressed.Evidence, line => line.Contains("gzip", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithGzip_MayHoldBackEverything()
    {
        await using var server = await ForeignServer.NodeAsync(Script);
        await using var nginx = await Nginx.StartAsync(server.Url, "gzip on;", "gzip_types text/event-stream;");
        await using var impatient = new DashboardHost(("Relay:HeadTimeout", "00:00:03"));
        await using var session = new RelayedSession(impatient);

        session.Connect(nginx.At("/"));
        await session.EndsAsync();

        var silent = Assert.Single(session.Finds("no-response"));
        Assert.Contains("buffer", silent.Change, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task WithAReadTimeout_CutsAQuietStream(string buffering)
    {
        await using var server = await ForeignServer.NodeAsync(Script);
        await using var nginx = await Nginx.StartAsync(server.Url, $"proxy_buffering {buffering};", "proxy_read_timeout 5s;");
        // The first request takes longer, and the time of the next one counts.
        await using (var first = new RelayedSession(shared.Dashboard))
        {
            first.Connect(server.At("/?ticks=1"));
            await first.HasEventsAsync(1);
        }

        // A machine that stalls lengthens a silence, and then its length is no sign of a timeout.
        Finding? cut = null;
        for (int run = 0; run < 3 && cut is null; run++)
        {
            await using var session = new RelayedSession(shared.Dashboard);
            session.Connect(nginx.At("/?ticks=1&every=1"));
            await session.EndsAsync();
            cut = session.Finds("idle-cut").SingleOrDefault();
        }

        Assert.Contains("5 s", cut?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAServer_AnswersWithAnErrorPage()
    {
        // Bound, but not listening.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var nginx = await Nginx.StartAsync(new Uri($"http://{nobody.LocalEndPoint}"));
        await using var session = new RelayedSession(shared.Dashboard);

        session.Connect(nginx.At("/"));
        await session.EndsAsync();

        var status = Assert.Single(session.Finds("not-200"));
        Assert.Contains("502 Bad Gateway", status.Sentence, StringComparison.Ordinal);
    }
}
