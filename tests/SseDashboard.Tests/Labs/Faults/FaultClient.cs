using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>Opens faulty streams of two seconds on a host whose clock moves from tick to tick.</summary>
internal sealed class FaultClient : IAsyncDisposable
{
    /// <summary>How many ticks a stream has.</summary>
    public const int Ticks = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _client;

    public FaultClient(params (string Key, string Value)[] settings)
    {
        // The clock waits for the script's timers. No other timer of the host may be due at the time of a tick.
        Host = new([("Streams:ClockInterval", "00:00:00.1"), .. settings]);
        _client = Host.Connect();
    }

    public TestHost Host { get; }

    /// <summary>The text of a healthy stream from this tick on, without its end mark.</summary>
    public static string TicksFrom(int first, int last = Ticks) => string.Concat(Enumerable.Range(first, last - first + 1)
        .Select(number => $"id: {number}\ndata: {DataOf(number, number - first)}\n\n"));

    /// <summary>The text of a whole healthy stream.</summary>
    public static string Healthy => TicksFrom(1) + "data: [DONE]\n\n";

    /// <summary>The data of a tick of a healthy stream.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="intervals">How many intervals after the stream's start it is sent.</param>
    public static string DataOf(int number, int intervals) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"tick":{{number}},"at":"{{ManualClock.Start + (intervals * Interval):yyyy-MM-ddTHH:mm:ss.fffZ}}","reading":"20.{{number}} °C"}""");

    /// <summary>The address of a stream of two seconds.</summary>
    public static string PathOf(string fault) => $"/labs/fault/{fault}?seconds=2";

    /// <summary>Sends a request and returns once the head of the response has arrived.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Host.HangGuard);
    }

    /// <summary>Sends a request and reads the whole response.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        Host.SendAsync(_client, method, path, null, headers);

    /// <summary>Moves the clock on for each tick, once the one before is written.</summary>
    /// <param name="last">The last tick of the connection to move to.</param>
    /// <param name="from">The first one; the clock is at the one before.</param>
    public async Task MoveToTickAsync(int last, int from = 2)
    {
        for (int tick = from; tick <= last; tick++)
            await Host.Clock.AdvanceToAsync((tick - 1) * Interval);
    }

    /// <summary>Waits until the only open stream has written this many events.</summary>
    public Task WrittenAsync(int events) => Wait.UntilAsync(
        () => Host.Services.GetRequiredService<ConnectionRegistry>().Snapshot() is [{ } stream] && stream.Events == events,
        $"the stream has written {events} events");

    /// <summary>Reads the whole first stream of this host.</summary>
    /// <param name="fault">The fault's name.</param>
    /// <param name="ticks">How many ticks the connection has.</param>
    /// <param name="headers">The request's headers.</param>
    public async Task<(HttpResponseMessage Head, byte[] Body)> ReadAsync(string fault, int ticks = Ticks, params (string Name, string Value)[] headers)
    {
        var opening = OpenAsync(PathOf(fault), headers);
        await MoveToTickAsync(ticks);
        var response = await Wait.ForAsync(opening, $"the head of {fault} arrives");
        return (response, await Wait.ForAsync(response.Content.ReadAsByteArrayAsync(Host.HangGuard), $"{fault} ends"));
    }

    /// <summary>Asserts that the head is that of a healthy stream, apart from the headers named.</summary>
    public static void AssertHealthy(HttpResponseMessage head, params string[] without)
    {
        var expected = new Dictionary<string, string>
        {
            [":status"] = "200",
            ["Content-Type"] = "text/event-stream",
            ["Cache-Control"] = "no-cache",
            ["X-Accel-Buffering"] = "no",
            ["Content-Encoding"] = "",
            ["Content-Length"] = "",
        };
        var actual = head.Headers.Concat(head.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        actual[":status"] = $"{(int)head.StatusCode}";
        Assert.All(expected.ExceptBy(without, header => header.Key), header => Assert.Equal(header.Value, actual.GetValueOrDefault(header.Key, "")));
    }

    /// <summary>Asserts that a body is this text in UTF-8, byte for byte.</summary>
    public static void AssertText(string expected, byte[] body) => Assert.Equal(expected, Encoding.UTF8.GetString(body));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Host.DisposeAsync();
    }
}
