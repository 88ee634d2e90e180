using System.Net;
using System.Text.Json;
using SseDashboard.Labs;
using SseDashboard.Tests.Hosting;
using static SseDashboard.Tests.Labs.FaultClient;

namespace SseDashboard.Tests.Labs;

/// <summary>The list of the faults, who may open them, and their bounds.</summary>
public sealed class FaultLabTests
{
    private static IEnumerable<string> Names => FaultCatalog.All.Select(fault => fault.Name);

    [Fact]
    public async Task List_HasEachFaultOnce_WithItsAddressAndACommand()
    {
        await using var client = new FaultClient();
        using var answer = await client.SendAsync(HttpMethod.Get, "/labs/fault");
        var list = JsonElement.Parse(await answer.Content.ReadAsStringAsync(client.Host.HangGuard)).EnumerateArray().ToArray();
        Assert.Equal(31, list.Select(fault => fault.GetProperty("name").GetString()).Distinct().Count());
        foreach (var fault in list)
        {
            string url = $"{client.Host.Http1.GetLeftPart(UriPartial.Authority)}/labs/fault/{fault.GetProperty("name").GetString()}";
            Assert.StartsWith(url, fault.GetProperty("url").GetString(), StringComparison.Ordinal);
            Assert.Contains(url, fault.GetProperty("curl").GetString(), StringComparison.Ordinal);
            Assert.All(["wrong", "symptom"], text => Assert.EndsWith(".", fault.GetProperty(text).GetString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Fault_Unknown_IsRefusedWithTheListsAddress()
    {
        await using var client = new FaultClient();

        var problem = await Problem.OfAsync(await client.SendAsync(HttpMethod.Get, "/labs/fault/nothing"), HttpStatusCode.NotFound);

        Assert.Contains("/labs/fault", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    // Reads to the end of each response: a stream would not end, since the clock stands still.
    [Fact]
    public async Task Head_OfEachFault_HasItsStatusAndOpensNoStream()
    {
        await using var client = new FaultClient();
        foreach (string fault in Names)
        {
            using var answer = await client.SendAsync(HttpMethod.Head, PathOf(fault), ("Authorization", "Bearer secret"));
            int status = fault switch { "not-200" => 503, "redirect-loses-headers" => 307, _ => 200 };
            Assert.Equal((fault, status), (fault, (int)answer.StatusCode));
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(client.Host.HangGuard));
        }

        Assert.Equal(0, client.Host.OpenStreams);
    }

    [Theory]
    [InlineData("none?seconds=0", "seconds")]
    [InlineData("none?seconds=301", "seconds")]
    [InlineData("flood?seconds=soon", "seconds")]
    [InlineData("idle-cut?silenceSeconds=0", "silenceSeconds")]
    [InlineData("no-heartbeat?silenceSeconds=121", "silenceSeconds")]
    [InlineData("not-200?status=200", "status")]
    [InlineData("not-200?status=302", "status")]
    [InlineData("not-200?status=204", "status")]
    [InlineData("not-200?status=700", "status")]
    public async Task Request_OutOfBounds_IsRefused(string request, string field)
    {
        await using var client = new FaultClient();

        await Problem.IsOfFieldAsync(await client.SendAsync(HttpMethod.Get, $"/labs/fault/{request}"), field);
    }

    [Fact]
    public async Task Stream_BeyondTheBoundOfItsFault_IsRefused()
    {
        await using var client = new FaultClient(("FaultLab:MaxStreams", "1"));
        using var first = await client.OpenAsync(PathOf("rubbish"));

        var refused = await client.SendAsync(HttpMethod.Get, PathOf("rubbish"));

        await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("5", refused.Headers.RetryAfter?.ToString());
        using var other = await client.OpenAsync(PathOf("none"));
        AssertHealthy(other);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("not-200")]
    [InlineData("compressed")]
    public async Task Stream_ThatTheHostCannotAdmit_GetsARefusalWithoutTheFault(string fault)
    {
        await using var client = new FaultClient(("Streams:MaxConnections", "1"));
        using var taken = await client.OpenAsync(PathOf("none"));

        var refused = await client.SendAsync(HttpMethod.Get, PathOf(fault) + "&status=500");

        await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Page_OfTheOtherLoopbackName_MayReadAllButOne()
    {
        await using var client = new FaultClient();
        string origin = $"http://localhost:{client.Host.Http1.Port}";
        foreach (string fault in Names)
        {
            using var answer = await client.SendAsync(HttpMethod.Head, PathOf(fault),
                ("Origin", origin), ("Sec-Fetch-Site", "cross-site"), ("Authorization", "Bearer secret"));
            using var preflight = await client.SendAsync(HttpMethod.Options, PathOf(fault),
                ("Origin", origin), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "last-event-id"));
            string expected = fault == "cors-missing" ? "" : origin;
            Assert.Equal((fault, expected, expected), (fault, Allowed(answer), Allowed(preflight)));
        }
    }

    [Theory]
    [InlineData("https://evil.example", "cross-site")]
    [InlineData("http://localhost:1", "same-site")]
    [InlineData(null, "cross-site")]
    public async Task Page_OfAnotherSite_IsRefused(string? origin, string site)
    {
        await using var client = new FaultClient();
        (string, string)[] headers = origin is null ? [("Sec-Fetch-Site", site)] : [("Sec-Fetch-Site", site), ("Origin", origin)];

        await Problem.OfAsync(await client.SendAsync(HttpMethod.Get, PathOf("none"), headers), HttpStatusCode.Forbidden);
    }

    private static string Allowed(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? string.Join(", ", origins) : "";
}
