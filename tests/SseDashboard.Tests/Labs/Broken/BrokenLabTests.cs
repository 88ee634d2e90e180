using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Labs;
using SseDashboard.Learning.Lessons;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>The addresses that do not name their faults: what they serve, what they give away, and who may use them.</summary>
public sealed class BrokenLabTests
{
    public static TheoryData<string> Faults => [.. BrokenCases.Eight.Concat(BrokenCases.Others).Select(broken => broken.Fault)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Responses_OfAnAddress_DoNotNameTheFault(string fault)
    {
        await using var client = new FaultClient();
        var stream = Serve(client, fault);
        (string Name, string Value)[][] requests =
            [[], [("Last-Event-ID", "3")], [("Authorization", "Bearer any")], [("Origin", client.Host.Http1.GetLeftPart(UriPartial.Authority))]];
        foreach (var headers in requests)
        {
            string text = await ReadAsync(client, HttpMethod.Get, $"/{stream.Path}?seconds=1", headers);

            Assert.DoesNotContain(fault, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch(@"\b[Ff]ault", text);
        }

        Assert.DoesNotContain(fault, await ReadAsync(client, HttpMethod.Head, $"/{stream.Path}", []), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Address_IsTheFaultsOwnStream_ForAsLongAsTheLessonWants()
    {
        await using var client = new FaultClient();
        var stream = client.Host.Services.GetRequiredService<BrokenStreams>().Add(FaultCatalog.All.Single(fault => fault.Name == "unfinished-block") with { Seconds = 2 });
        var opening = client.OpenAsync($"/{stream.Path}");
        await client.MoveToTickAsync(FaultClient.Ticks);
        using var head = await Wait.ForAsync(opening, "the head arrives");

        FaultClient.AssertHealthy(head);
        FaultClient.AssertText(FaultClient.Healthy[..^1], await Wait.ForAsync(head.Content.ReadAsByteArrayAsync(client.Host.HangGuard), "the stream ends"));
        Assert.Empty(client.Host.Logs.Problems);
    }

    [Theory]
    [InlineData("unheard-type", true)]
    [InlineData("cors-missing", false)]
    public async Task OtherLoopbackName_MayReadTheStream_UnlessThatIsTheFault(string fault, bool mayRead)
    {
        await using var client = new FaultClient();
        string origin = $"http://localhost:{client.Host.Http1.Port}";

        using var head = await client.OpenAsync($"/{Serve(client, fault).Path}", ("Origin", origin));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(mayRead ? [origin] : [], head.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed : []);
    }

    [Fact]
    public async Task PageOfAnotherSite_IsRefused()
    {
        await using var client = new FaultClient();
        using var answer = await client.OpenAsync($"/{Serve(client, "bom").Path}", ("Origin", "https://other.example"));

        await Problem.OfAsync(answer, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Address_Unknown_SaysWhatHasBecomeOfItAndWhatToDo()
    {
        await using var client = new FaultClient(("BrokenLab:MaxIdleMinutes", "7"), ("BrokenLab:MaxAddresses", "1"));
        string first = Serve(client, "bom").Path;
        Serve(client, "bom");

        var problem = await Problem.OfAsync(await client.SendAsync(HttpMethod.Get, $"/{first}"), HttpStatusCode.NotFound);

        string detail = problem.GetProperty("detail").GetString()!;
        Assert.Contains("7 minutes", detail, StringComparison.Ordinal);
        Assert.Contains("has happened to 1 so far", detail, StringComparison.Ordinal);
        Assert.Contains("Reload the lesson", detail, StringComparison.Ordinal);
    }

    private static BrokenStream Serve(FaultClient client, string fault) =>
        client.Host.Services.GetRequiredService<BrokenStreams>().Add(FaultCatalog.All.Single(one => one.Name == fault));

    // The whole response, as far as a client sees it: status, headers and body.
    private static async Task<string> ReadAsync(FaultClient client, HttpMethod method, string path, (string Name, string Value)[] headers)
    {
        var reading = ReadAsync();
        await Wait.UntilAsync(
            () =>
            {
                client.Host.Clock.Advance(TimeSpan.FromMilliseconds(250));
                return reading.IsCompleted;
            },
            $"the response to {method} {path} ends");
        return await reading;

        async Task<string> ReadAsync()
        {
            using var connection = client.Host.Connect();
            using var request = new HttpRequestMessage(method, path);
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            using var response = await connection.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, client.Host.HangGuard);
            string head = $"{response.StatusCode} {response.ReasonPhrase}\n{response.Headers}{response.Content.Headers}";
            try
            {
                return head + await response.Content.ReadAsStringAsync(client.Host.HangGuard);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                return $"{head}{cut.Message}";
            }
        }
    }
}
