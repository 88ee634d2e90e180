using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SseDashboard.Observing;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Relay;

/// <summary>Why a certificate is refused, and that one without a fault is not.</summary>
public sealed class RelayTlsTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n";

    [Fact]
    public async Task Certificate_SelfSigned_IsSaid()
    {
        await using var server = new RawServer(Ok, TestCertificates.Server(null, "127.0.0.1"));
        var bench = new RelayBench();

        Assert.Equal("The server's certificate is self-signed, which this machine does not trust.", await FailureAsync(bench, server.Url()));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Certificate_Expired_IsSaidWithTheTime()
    {
        using var authority = TestCertificates.Authority("Test CA");
        await using var server = new RawServer(Ok, TestCertificates.Server(authority, "127.0.0.1", to: ManualClock.Start.AddDays(-1)));

        Assert.Equal("The server's certificate expired on 2024-09-27 11:04 UTC.", await FailureAsync(new() { Authorities = [authority] }, server.Url()));
    }

    [Fact]
    public async Task Certificate_OfAnotherName_IsSaidWithBothNames()
    {
        using var authority = TestCertificates.Authority("Test CA");
        await using var server = new RawServer(Ok, TestCertificates.Server(authority, "right.test"));
        var bench = new RelayBench { Authorities = [authority], Names = { ["wrong.test"] = [["127.0.0.1"]] } };

        Assert.Equal("The server's certificate is for right.test, not for wrong.test.", await FailureAsync(bench, server.Url("wrong.test")));
    }

    [Fact]
    public async Task Certificate_OfAnUnknownAuthority_IsSaidWithItsName()
    {
        using var authority = TestCertificates.Authority("Test CA");
        await using var server = new RawServer(Ok, TestCertificates.Server(authority, "127.0.0.1"));

        Assert.StartsWith("The server's certificate comes from CN=Test CA, which this machine does not know", await FailureAsync(new(), server.Url()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_WithSeveralFaults_NamesEach()
    {
        await using var server = new RawServer(Ok, TestCertificates.Server(null, "right.test", to: ManualClock.Start.AddDays(-1)));

        string reason = await FailureAsync(new(), server.Url());

        Assert.Contains("expired on", reason, StringComparison.Ordinal);
        Assert.Contains("is self-signed", reason, StringComparison.Ordinal);
        Assert.Contains("is for right.test, not for 127.0.0.1", reason, StringComparison.Ordinal);
    }

    // A certificate names where its issuer's is: a request to anywhere, chosen by the server, from the middle of the handshake.
    [Fact]
    public async Task Certificate_ThatNamesWhereItsIssuerIs_CausesNoRequest()
    {
        using var authority = TestCertificates.Authority("Test CA");
        using var intermediate = TestCertificates.Authority("Intermediate CA", authority);
        await using var named = new RawServer("HTTP/1.1 404 Not Found\r\n\r\n");
        await using var server = new RawServer(Ok, TestCertificates.Server(intermediate, "127.0.0.1", issuerUrl: named.Url(path: "/ca.crt")));

        Assert.Contains("comes from CN=Intermediate CA", await FailureAsync(new() { Authorities = [authority] }, server.Url()), StringComparison.Ordinal);
        Assert.Equal(0, named.Connections);
    }

    [Fact]
    public async Task Handshake_WithAPortThatSpeaksHttp_IsSaid()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        int port = ((IPEndPoint)server.LocalEndpoint).Port;

        var observing = FailureAsync(new(), $"https://127.0.0.1:{port}/");
        using var client = await Wait.ForAsync(server.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask(), "the relay connects");
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        client.Close();

        string reason = await observing;
        Assert.StartsWith("The TLS handshake with 127.0.0.1 failed: ", reason, StringComparison.Ordinal);
        Assert.EndsWith($"Check that port {port} speaks https.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_WithoutAFault_IsAcceptedAndTheServerMayChooseHttp2()
    {
        using var authority = TestCertificates.Authority("Test CA");
        using var certificate = TestCertificates.Server(authority, "good.test");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The dashboard's own settings are beside the tests.
        builder.Configuration["AllowedHosts"] = "*";
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var app = builder.Build();
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            return context.Response.WriteAsync("data: x\n\n");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        int port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        var bench = new RelayBench { Authorities = [authority], Names = { ["good.test"] = [["127.0.0.1"]] } };

        var seen = await bench.ObserveAsync($"https://good.test:{port}/");

        Assert.Null(seen.End?.Reason);
        Assert.Equal(("HTTP/2", 1), (seen.Head?.Protocol, seen.Counts.Events));
    }

    private static async Task<string> FailureAsync(RelayBench bench, string url)
    {
        var seen = await bench.ObserveAsync(url);
        RelayBoundTests.AssertFailed(seen, ObservedFailure.Tls);
        return seen.End!.Reason!;
    }
}
