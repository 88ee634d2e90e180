using SseDashboard.Observing;

namespace SseDashboard.Tests.Relay;

/// <summary>Where the relay's connections lead. A connection that must not be made is one that the bench does not record.</summary>
public sealed class RelayAddressTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n";

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:6379/_INFO")]
    [InlineData("ws://127.0.0.1/")]
    [InlineData("unix:///run/docker.sock")]
    [InlineData("javascript:alert(1)")]
    public async Task Scheme_OtherThanHttp_IsForbidden(string url)
    {
        var bench = new RelayBench();

        var seen = await bench.ObserveAsync(url);

        AssertForbidden(seen, "reaches http and https only");
        Assert.Empty(bench.Connected);
    }

    [Fact]
    public async Task Url_WithAUserName_IsForbidden() =>
        AssertForbidden(await new RelayBench().ObserveAsync("http://user:secret@127.0.0.1/"), "Send an Authorization header instead");

    // Decimal, hexadecimal, octal and mixed spellings too, and what browsers accept as digits and dots.
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xA9FEA9FE/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://0xA9.254.0251.254/")]
    [InlineData("http://169.16689662/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:a9fe:a9fe::]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://100.100.100.200/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://0/")]
    public async Task Address_LinkLocalOrMetadata_IsForbidden(string url)
    {
        var bench = new RelayBench();

        var seen = await bench.ObserveAsync(url);

        AssertForbidden(seen, "The relay never contacts such an address.");
        Assert.Empty(bench.Connected);
        Assert.Empty(bench.Resolved);
    }

    // The host runs with invariant globalization, which does not map these digits to ASCII.
    [Fact]
    public async Task Address_InFullWidthDigits_IsAnUnknownName()
    {
        var bench = new RelayBench();

        var seen = await bench.ObserveAsync("http://１６９。２５４。１６９。２５４/");

        Assert.Equal((ObservedEndKind.Failed, ObservedFailure.Name), (seen.End?.Kind, seen.End?.Failure));
        Assert.Empty(bench.Connected);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("203.0.113.1", "169.254.169.254")]
    [InlineData("127.0.0.1", "fe80::1")]
    public async Task Name_WithAForbiddenAddress_IsForbidden(params string[] addresses)
    {
        var bench = new RelayBench { Names = { ["metadata.test"] = [addresses] } };

        var seen = await bench.ObserveAsync("http://metadata.test/");

        AssertForbidden(seen, "metadata.test leads to ", "a link-local address");
        Assert.Empty(bench.Connected);
    }

    [Fact]
    public async Task Name_ThatResolvesDifferentlyAfterTheCheck_IsConnectedAtTheCheckedAddress()
    {
        await using var server = new RawServer(Ok);
        var bench = new RelayBench { Names = { ["rebinding.test"] = [["203.0.113.1"], ["169.254.169.254"]] } };

        var seen = await bench.ObserveAsync(server.Url("rebinding.test"));

        Assert.Equal(ObservedEndKind.Completed, seen.End?.Kind);
        Assert.Equal(["rebinding.test"], bench.Resolved);
        Assert.Equal(["203.0.113.1"], bench.Connected.Select(address => $"{address}"));
    }

    [Theory]
    [InlineData("/elsewhere")] // the same name, which resolves anew
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("//2852039166/")]
    [InlineData("http://metadata.test/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    public async Task Redirect_ToAForbiddenAddress_IsNotFollowed(string location)
    {
        await using var server = new RawServer($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        var bench = new RelayBench
        {
            Names = { ["public.test"] = [["203.0.113.1"], ["169.254.169.254"]], ["metadata.test"] = [["169.254.169.254"]] },
        };

        var seen = await bench.ObserveAsync(server.Url("public.test"));

        AssertForbidden(seen, "The relay never contacts such an address.");
        Assert.Equal(302, Assert.Single(seen.Redirects).Status);
        Assert.Equal(["203.0.113.1"], bench.Connected.Select(address => $"{address}"));
    }

    [Fact]
    public async Task Redirect_ToAnotherScheme_IsNotFollowed()
    {
        await using var server = new RawServer("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");

        AssertForbidden(await new RelayBench().ObserveAsync(server.Url()), "reaches http and https only, not file");
    }

    // As browsers ask before a public page may reach a local server. A name with a local address beside the public one is no excuse.
    [Theory]
    [InlineData("203.0.113.1")]
    [InlineData("203.0.113.1", "127.0.0.1")]
    public async Task Redirect_FromAPublicServerToThisNetwork_IsNotFollowed(params string[] addresses)
    {
        await using var local = new RawServer(Ok);
        await using var server = new RawServer($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {local.Url()}\r\nContent-Length: 0\r\n\r\n");
        var bench = new RelayBench { Names = { ["public.test"] = [addresses] } };

        AssertForbidden(await bench.ObserveAsync(server.Url("public.test")), "127.0.0.1 is a loopback address. The redirect comes from a public server");
        Assert.Empty(local.Requests);
        Assert.Equal(ObservedEndKind.Completed, (await bench.ObserveAsync(server.Url())).End?.Kind);
    }

    [Fact]
    public async Task Name_WithSeveralAddresses_IsConnectedAtTheOneThatAnswers()
    {
        await using var server = new RawServer(Ok);
        // The server listens on IPv4 only, as many do that are addressed as localhost.
        var bench = new RelayBench { Names = { ["localhost"] = [["::1", "127.0.0.1"]] } };

        var seen = await bench.ObserveAsync(server.Url("localhost"));

        Assert.Equal(1, seen.Counts.Events);
        Assert.Equal(["::1", "127.0.0.1"], bench.Connected.Select(address => $"{address}"));
    }

    [Fact]
    public async Task Name_WithVeryManyAddresses_IsTriedAtTheFirstOfThem()
    {
        string[] addresses = [.. Enumerable.Range(1, 200).Select(last => $"203.0.113.{last}")];
        var bench = new RelayBench
        {
            Names = { ["many.test"] = [addresses] },
            Open = (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused),
        };

        Assert.Equal(ObservedFailure.Refused, (await bench.ObserveAsync("http://many.test/")).End?.Failure);
        Assert.Equal(addresses[..8], bench.Connected.Select(address => $"{address}"));
    }

    [Fact]
    public async Task Name_ThatIsNotResolvedInTime_TimesOut()
    {
        var never = new TaskCompletionSource<System.Net.IPAddress[]>();
        var bench = new RelayBench { Resolve = (_, _) => never.Task };
        var observing = bench.ObserveAsync("http://slow.test/");
        await bench.Clock.AdvanceToAsync(TimeSpan.FromSeconds(10));

        RelayBoundTests.AssertFailed(await observing, ObservedFailure.Timeout, "slow.test was not resolved within 10 s");
    }

    internal static void AssertForbidden(ObservationSnapshot seen, params string[] reasons)
    {
        Assert.Equal((ObservedEndKind.Failed, ObservedFailure.Forbidden), (seen.End?.Kind, seen.End?.Failure));
        Assert.All(reasons, reason => Assert.Contains(reason, seen.End!.Reason, StringComparison.Ordinal));
    }
}
