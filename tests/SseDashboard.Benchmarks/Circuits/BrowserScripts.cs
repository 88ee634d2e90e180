using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace SseDashboard.Benchmarks.Circuits;

/// <summary>
/// The page's scripts as the circuit sees them: answers their calls, and reports the events of the page's stream as
/// <c>browser-feed.js</c> and <c>reporter.js</c> do.
/// </summary>
/// <param name="http">Reads the page's stream.</param>
/// <param name="invoke">Calls a method of a .NET object.</param>
/// <param name="call">Calls a method of a .NET object and waits for its answer.</param>
/// <param name="closed">Cancelled when the page is closed.</param>
internal sealed class BrowserScripts(
    HttpClient http, Func<int, string, string, Task> invoke, Func<int, string, string, Task> call, CancellationToken closed)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    // The bounds of a report in reporter.js.
    private const int MaxItems = 100;
    private const int MaxBytes = 16 * 1024;

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _objects;
    private int _feed;
    private long _reported;

    /// <summary>Completes when the stream is open.</summary>
    public Task Opened => _opened.Task;

    /// <summary>The number of events that the circuit has been told of.</summary>
    public long Reported => Interlocked.Read(ref _reported);

    /// <summary>Answers a call into JavaScript.</summary>
    /// <returns>The result as JSON.</returns>
    public async Task<string> CallAsync(string identifier, JsonElement arguments)
    {
        switch (identifier)
        {
            case "import":
                return Reference();
            case "start" when Receiver(arguments) is { } theme && arguments.GetArrayLength() == 1:
                await invoke(theme, "OnTheme", "[false]");
                return Reference();
            case "start":
                return Reference();
            case "create":
                _feed = Receiver(arguments) ?? throw new InvalidOperationException("The feed was created without a receiver.");
                return Reference();
            case "connect":
                _ = ReadStreamAsync(arguments[0].GetProperty("url").GetString()!, arguments[0].GetProperty("watch").GetString());
                return "null";
            case "utcOffset":
                return "0";
            case "now":
                return Milliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
            default:
                return "null";
        }
    }

    private static int? Receiver(JsonElement arguments) =>
        arguments.GetArrayLength() > 0 && arguments[0].ValueKind == JsonValueKind.Object && arguments[0].TryGetProperty("__dotNetObject", out var id)
            ? id.GetInt32()
            : null;

    private static double Milliseconds() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    private static int SizeOf(JsonElement item) => Encoding.UTF8.GetByteCount(item.GetRawText());

    private string Reference() => $$"""{"__jsObjectId":{{Interlocked.Increment(ref _objects)}}}""";

    private async Task ReadStreamAsync(string url, string? watch)
    {
        var items = Channel.CreateUnbounded<JsonElement>();
        void Add(object item) => items.Writer.TryWrite(JsonSerializer.SerializeToElement(item));
        try
        {
            Add(new { kind = "connecting", time = Milliseconds(), state = 0, detail = $"GET {url}", stream = 1 });
            var reporting = ReportAsync(items.Reader);
            await using var body = await http.GetStreamAsync(new Uri($"{url}?watch={watch}", UriKind.Relative), closed);
            Add(new { kind = "open", time = Milliseconds(), state = 1, stream = 1 });
            _opened.TrySetResult();
            await foreach (var item in SseParser.Create(body).EnumerateAsync(closed))
            {
                Add(new
                {
                    kind = "event",
                    time = Milliseconds(),
                    state = 1,
                    id = item.EventId,
                    type = item.EventType,
                    data = item.Data,
                    length = item.Data.Length,
                    stream = 1,
                });
            }

            await reporting;
        }
        catch (Exception error) when (closed.IsCancellationRequested)
        {
            _opened.TrySetException(error);
        }
        catch (Exception error)
        {
            _opened.TrySetException(error);
            throw;
        }
    }

    private async Task ReportAsync(ChannelReader<JsonElement> items)
    {
        long from = 0;
        for (int number = 1; await items.WaitToReadAsync(closed); number++)
        {
            await Task.Delay(Interval, closed);
            var batch = new List<JsonElement>();
            int bytes = 0;
            while (batch.Count < MaxItems && items.TryPeek(out var next) && (batch.Count == 0 || bytes + SizeOf(next) <= MaxBytes))
            {
                batch.Add(next);
                bytes += SizeOf(next);
                items.TryRead(out _);
            }

            var report = new { from, oldest = 0, items = batch, lines = Array.Empty<string>() };
            await call(_feed, "OnReport", JsonSerializer.Serialize(new object[] { number, report }));
            from += batch.Count;
            Interlocked.Add(ref _reported, batch.Count(item => item.GetProperty("kind").GetString() == "event"));
        }
    }
}
