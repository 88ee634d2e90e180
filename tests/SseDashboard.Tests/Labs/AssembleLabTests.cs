using System.Net;
using SseDashboard.Labs;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>The canned answers over HTTP: their heads, times, ends, and who may open them.</summary>
public sealed class AssembleLabTests : IAsyncDisposable
{
    // The clock waits for the script's timers. No other timer of the host may be due at the time of a fragment.
    private readonly TestHost _host = new(("Streams:ClockInterval", "00:00:00.1"), ("AssembleLab:FragmentsPerSecond", "1"), ("AssembleLab:MaxStreams", "1"));
    private readonly HttpClient _client;

    public AssembleLabTests() => _client = _host.Connect();

    public static TheoryData<string> Formats => [.. CannedFormat.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Head_OfEachFormat_IsThatOfItsInterface(string name)
    {
        var format = CannedFormat.All.Single(one => one.Name == name);
        using var response = await OpenAsync(HttpMethod.Post, $"/labs/assemble/{name}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(format.IsLines ? "application/x-ndjson" : "text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(name == "mcp", response.Headers.Contains("Mcp-Session-Id"));
    }

    [Theory]
    [InlineData("openai-chat", "data: {\"id\":\"chatcmpl-", "\n\n")]
    [InlineData("anthropic", "event: message_start\ndata: {\"type\":\"message_start\"", "\n\n")]
    [InlineData("ollama", "{\"model\":\"llama3.2\"", "\n")]
    public async Task Fragments_ArriveOneByOne(string name, string start, string end)
    {
        using var response = await OpenAsync(HttpMethod.Get, $"/labs/assemble/{name}");
        await using var body = await response.Content.ReadAsStreamAsync(_host.HangGuard);
        string first = await ReadAsync(body);
        Assert.StartsWith(start, first, StringComparison.Ordinal);
        Assert.Equal(1, first.Split(end).Length - 1);

        var next = ReadAsync(body);
        await _host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(1));
        Assert.EndsWith(end, await Wait.ForAsync(next, "the next fragment arrives"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ollama", "")]
    [InlineData("ollama", "?broken=no-end")]
    [InlineData("mcp", "?broken=error")]
    [InlineData("mcp", "?broken=cut")]
    [InlineData("ollama", "?broken=cut")]
    public async Task Body_IsThatOfTheAnswer(string name, string query)
    {
        var format = CannedFormat.All.Single(one => one.Name == name);
        var broken = query switch { "?broken=no-end" => CannedFault.NoEnd, "?broken=error" => CannedFault.Error, "?broken=cut" => CannedFault.Cut, _ => CannedFault.None };
        CannedEvent[] events = [.. format.Answer(ManualClock.Start).Events(broken)];
        using var response = await OpenAsync(HttpMethod.Get, $"/labs/assemble/{name}{query}");
        var reading = response.Content.ReadAsStringAsync(_host.HangGuard);
        for (int second = 1; second < events.Length + (broken == CannedFault.Cut ? 1 : 0); second++)
            await _host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(second));

        if (broken == CannedFault.Cut)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => Wait.ForAsync(reading, "the connection breaks"));
            return;
        }

        Assert.Equal(
            string.Concat(events.Select(one => format.IsLines ? $"{one.Data}\n" : $"id: {one.Id}\n{(one.Type is null ? "" : $"event: {one.Type}\n")}data: {one.Data}\n\n")),
            await Wait.ForAsync(reading, "the response ends"));
    }

    [Theory]
    [InlineData("/labs/assemble/nothing", HttpStatusCode.NotFound, "mcp-2026-07-28")]
    [InlineData("/labs/assemble/gemini?broken=other", HttpStatusCode.BadRequest, "no-end, error or cut")]
    [InlineData("/labs/assemble/mcp-2026-07-28", HttpStatusCode.MethodNotAllowed, "Send a POST")]
    public async Task Request_ThatCannotBeAnswered_SaysWhatCan(string path, HttpStatusCode status, string detail)
    {
        var problem = await Problem.OfAsync(await _host.SendAsync(_client, HttpMethod.Get, path), status);

        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PathsBelowAFormat_AnswerTheInterfacesOwnClients()
    {
        using var response = await OpenAsync(HttpMethod.Post, "/labs/assemble/openai-chat/chat/completions");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Streams_MoreThanTheBound_AreRefused()
    {
        using var first = await OpenAsync(HttpMethod.Get, "/labs/assemble/ollama");
        var problem = await Problem.OfAsync(await _host.SendAsync(_client, HttpMethod.Get, "/labs/assemble/ollama"), HttpStatusCode.ServiceUnavailable);

        Assert.Contains("AssembleLab:MaxStreams", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageOfAnotherSite_IsRefused() => await Problem.OfAsync(
        await _host.SendAsync(_client, HttpMethod.Get, "/labs/assemble/gemini", null, ("Origin", "https://example.org")), HttpStatusCode.Forbidden);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    private Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path) => _client.SendAsync(
        new(method, path) { Content = method == HttpMethod.Post ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null },
        HttpCompletionOption.ResponseHeadersRead, _host.HangGuard);

    private async Task<string> ReadAsync(Stream body)
    {
        byte[] buffer = new byte[16_384];
        return System.Text.Encoding.UTF8.GetString(buffer, 0, await Wait.ForAsync(body.ReadAsync(buffer, _host.HangGuard).AsTask(), "a fragment arrives"));
    }
}
