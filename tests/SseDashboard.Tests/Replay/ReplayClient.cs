using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Replay;

/// <summary>A client of a host's recordings.</summary>
internal sealed class ReplayClient : IAsyncDisposable
{
    /// <summary>Three events with ids 1 to 3, at 0, 1 and 3 s; the response ends at 4 s.</summary>
    public const string Three = """
        {"recording":1,"status":200,"contentType":"text/event-stream"}
        {"ms":0,"text":"id: 1\ndata: a\n\n"}
        {"ms":1000,"text":"id: 2\ndata: b\n\n"}
        {"ms":3000,"text":"id: 3\ndata: c\n\n"}
        {"ms":4000,"end":"completed"}
        """;

    public ReplayClient(params (string Key, string Value)[] settings)
    {
        // The clock waits for the timers of replays. No other timer of the host may be due at the same time.
        Host = new([("Streams:ClockInterval", "00:00:00.7"), .. settings]);
        Http = Host.Connect();
    }

    public TestHost Host { get; }

    public HttpClient Http { get; }

    /// <summary>Sends a file.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, byte[] file, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request, Host.HangGuard);
    }

    /// <summary>Keeps a recording.</summary>
    public async Task<JsonElement> KeepAsync(string name, string file)
    {
        using var response = await PostAsync($"/replay/{name}", Encoding.UTF8.GetBytes(file));
        string body = await response.Content.ReadAsStringAsync(Host.HangGuard);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonElement.Parse(body);
    }

    /// <summary>Opens a replay, once its head has arrived.</summary>
    public Task<EventReader> OpenAsync(string path) => Host.OpenAsync(Http, path);

    /// <summary>A whole response.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        Host.SendAsync(Http, HttpMethod.Get, path, null, headers);

    /// <summary>The body of a replay at full speed.</summary>
    public async Task<byte[]> BytesAsync(string path)
    {
        using var response = await Wait.ForAsync(GetAsync(path), $"{path} ends");
        return await response.Content.ReadAsByteArrayAsync(Host.HangGuard);
    }

    /// <summary>The chunks of an HTTP/1.1 response, as the host flushes them (RFC 9112, section 7.1).</summary>
    public async Task<List<byte[]>> ChunksAsync(string path)
    {
        using var socket = await Host.ConnectSocketAsync(Host.Http1);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), Host.HangGuard);
        using var whole = new MemoryStream();
        await Wait.ForAsync(stream.CopyToAsync(whole, Host.HangGuard), $"the response of {path} ends");
        string text = Encoding.Latin1.GetString(whole.ToArray());
        var chunks = new List<byte[]>();
        for (int at = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4; ;)
        {
            int lineEnd = text.IndexOf("\r\n", at, StringComparison.Ordinal);
            int length = int.Parse(text.AsSpan(at..lineEnd), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
                return chunks;
            chunks.Add(Encoding.Latin1.GetBytes(text.Substring(lineEnd + 2, length)));
            at = lineEnd + 2 + length + 2;
        }
    }

    /// <summary>Lets the stepwise replays go one chunk further.</summary>
    public Task<HttpResponseMessage> StepAsync(string name) => PostAsync($"/replay/{name}/step", []);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
