using System.Collections.Concurrent;

namespace SseDashboard.Hosts.Tests.Running;

/// <summary>A client that reconnects as an EventSource does, and keeps a transcript over all of its connections.</summary>
internal sealed class Client : IAsyncDisposable
{
    // Shorter than a browser's, so that a test sees many connections.
    private static readonly TimeSpan BetweenConnections = TimeSpan.FromMilliseconds(20);
    // A cookie would keep it on one host.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly Uri _stream;
    private readonly Lock _lock = new();
    private readonly List<Received> _transcript = [];
    private readonly ConcurrentDictionary<string, int> _hosts = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _running;
    private volatile CancellationTokenSource _connection = new();
    private volatile string _lastEventId;
    private volatile string _lastData = "";

    /// <summary>Opens a stream.</summary>
    /// <param name="stream">Its address.</param>
    /// <param name="lastEventId">The id to resume from; empty for none.</param>
    public Client(Uri stream, string lastEventId = "")
    {
        (_stream, _lastEventId) = (stream, lastEventId);
        _running = RunAsync();
    }

    /// <summary>Everything received so far.</summary>
    public IReadOnlyList<Received> Transcript
    {
        get
        {
            lock (_lock)
                return [.. _transcript];
        }
    }

    /// <summary>What was received, without the gaps.</summary>
    public IEnumerable<Received> Events => Transcript.Where(received => received.Gap is null);

    /// <summary>The gaps.</summary>
    public IReadOnlyList<GapNotice> Gaps => [.. Transcript.Select(received => received.Gap).OfType<GapNotice>()];

    /// <summary>The last event ID; empty before there is one.</summary>
    public string LastEventId => _lastEventId;

    /// <summary>How many connections each host behind the proxy has answered.</summary>
    public IReadOnlyDictionary<string, int> Hosts => _hosts;

    /// <summary>Closes the connection. The client opens another, which the proxy gives to the next host.</summary>
    public void Drop() => _connection.Cancel();

    /// <summary>Waits until the last event received is this one.</summary>
    public Task EndsWithAsync(string data) => Wait.UntilAsync(
        () => _lastData == data, $"the client receives {data}", instead: () => $"Its transcript ends with {string.Join(" | ", Transcript.TakeLast(5))}.");

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Wait.ForAsync(_running, "the client ends");
        _connection.Dispose();
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, _connection.Token);
                await ReadAsync(both.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
            {
                // Dropped, refused, or the host ended.
            }

            if (_connection.IsCancellationRequested)
                _connection = new();
            await Task.Delay(BetweenConnections);
        }
    }

    private async Task ReadAsync(CancellationToken leaving)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _stream);
        if (_lastEventId != "")
            request.Headers.Add("Last-Event-ID", _lastEventId);
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
        response.EnsureSuccessStatusCode();
        // Of several, all but the last did not answer.
        if (response.Headers.TryGetValues(Proxy.HostHeader, out var host))
            _hosts.AddOrUpdate(host.Single().Split(", ")[^1], 1, (_, count) => count + 1);
        var reader = new EventStreamReader(lastEventId: _lastEventId);
        await using var body = await response.Content.ReadAsStreamAsync(leaving);
        try
        {
            await foreach (var received in reader.ReadAllAsync(body, leaving))
            {
                lock (_lock)
                    _transcript.Add(new(received.LastEventId, received.Type, received.Data));
                _lastEventId = received.LastEventId;
                _lastData = received.Data;
            }
        }
        finally
        {
            // Also of a block without data.
            _lastEventId = reader.LastEventId;
        }
    }
}
