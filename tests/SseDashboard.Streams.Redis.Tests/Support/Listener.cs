namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A client that listens to a host and keeps a transcript. It can go to another host and resume there.</summary>
internal sealed class Listener : IAsyncDisposable
{
    public const string Channel = "news";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly string _channel;
    private readonly Lock _lock = new();
    private readonly List<Received> _transcript = [];
    private EventStreamReader _reader;
    private CancellationTokenSource _leaving = new();
    private Task _reading = Task.CompletedTask;

    private Listener(string? lastEventId, string channel) => (_reader, _channel) = (new(lastEventId: lastEventId ?? ""), channel);

    /// <summary>Everything received so far, over all hosts.</summary>
    public IReadOnlyList<Received> Transcript
    {
        get
        {
            lock (_lock)
                return [.. _transcript];
        }
    }

    /// <summary>The data of the events, without gaps.</summary>
    public IEnumerable<string> Data => Transcript.Where(received => received.Gap is null).Select(received => received.Data);

    /// <summary>The gaps.</summary>
    public IEnumerable<GapNotice> Gaps => Transcript.Select(received => received.Gap).OfType<GapNotice>();

    public string LastEventId => _reader.LastEventId;

    /// <summary>Opens a stream, and waits until the client has an id to resume from.</summary>
    public static async Task<Listener> OpenAsync(BroadcastHost host, string? lastEventId = null, string channel = Channel)
    {
        var listener = Open(host, lastEventId, channel);
        await Wait.UntilAsync(() => listener.LastEventId != "", "the client gets an id");
        return listener;
    }

    /// <summary>Opens a stream, whether or not the host can say anything.</summary>
    public static Listener Open(BroadcastHost host, string? lastEventId = null, string channel = Channel)
    {
        var listener = new Listener(lastEventId, channel);
        listener._reading = listener.ReadAsync(host.Uri, listener._leaving.Token);
        return listener;
    }

    /// <summary>Disconnects.</summary>
    public async Task LeaveAsync()
    {
        await _leaving.CancelAsync();
        await Wait.ForAsync(_reading, "the client has left");
    }

    /// <summary>Disconnects, if it has not yet, and resumes on a host.</summary>
    public async Task MoveAsync(BroadcastHost host)
    {
        await LeaveAsync();
        _leaving = new();
        _reader = new(lastEventId: _reader.LastEventId);
        _reading = ReadAsync(host.Uri, _leaving.Token);
    }

    /// <summary>Waits until an event with this data has arrived.</summary>
    public Task UntilAsync(string data) => Wait.UntilAsync(
        () => Has(data),
        $"the client receives {data}; its transcript ends in {string.Join(" | ", Transcript.TakeLast(5))}");

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _leaving.Dispose();
    }

    private bool Has(string data)
    {
        lock (_lock)
            return _transcript.FindLastIndex(received => received.Data == data) >= 0;
    }

    private async Task ReadAsync(Uri host, CancellationToken leaving)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host, _channel));
            if (_reader.LastEventId != "")
                request.Headers.Add("Last-Event-ID", _reader.LastEventId);
            using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(leaving);
            await foreach (var received in _reader.ReadAllAsync(body, leaving))
            {
                lock (_lock)
                    _transcript.Add(new(received.LastEventId, received.Type, received.Data));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // Left, or the host ended.
        }
    }
}
