using System.Net;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>
/// Clients in this process that listen to a broadcast over loopback, each over a connection of its own. When one is cut off, it
/// waits and comes back where it left off. Ends when disposed, or after <see cref="StormOptions.MaxSeconds"/>.
/// </summary>
internal sealed class Storm : IAsyncDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private readonly string _target;
    private readonly OwnRequests _own;
    private readonly ConnectionRegistry _registry;
    private readonly TimeProvider _clock;
    private readonly Action _over;
    private readonly int _maxDelayMs;
    private readonly CancellationTokenSource _stop;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ResponseDrainTimeout = TimeSpan.Zero,
    });

    private Task _clients = Task.CompletedTask;
    private int _disposed;
    private int _connected;
    private long _received;
    private long _gaps;
    private long _failed;

    /// <summary>Prepares a storm.</summary>
    /// <param name="path">The path of the stream, by which its connections are found.</param>
    /// <param name="target">The path with its query.</param>
    /// <param name="clients">The number of clients.</param>
    /// <param name="own">Creates the requests.</param>
    /// <param name="registry">Drops the streams.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="clock">The host's clock.</param>
    /// <param name="over">Called once, when the storm is over.</param>
    public Storm(
        string path, string target, int clients, OwnRequests own, ConnectionRegistry registry, StormOptions bounds, TimeProvider clock, Action over)
    {
        (_path, _target, Clients, _own, _registry, _clock, _over) = (path, target, clients, own, registry, clock, over);
        _maxDelayMs = bounds.MaxDelayMs;
        _stop = new(TimeSpan.FromSeconds(bounds.MaxSeconds), clock);
    }

    /// <summary>The number of clients.</summary>
    public int Clients { get; }

    /// <summary>How many of them have an open stream.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>How many events all of them have received, without gaps.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>How many gap events they received.</summary>
    public long Gaps => Interlocked.Read(ref _gaps);

    /// <summary>How many requests were refused or broke.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => _clients.IsCompleted;

    /// <summary>How long each client waits before it comes back.</summary>
    public TimeSpan Delay { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>How much longer it waits at most: each client draws its own share of it, at random.</summary>
    public TimeSpan Jitter { get; private set; }

    /// <summary>The path of the streams, which no other client uses: a storm drops only its own.</summary>
    public static string PathOf(string channel) => $"/labs/places/{channel}";

    /// <summary>Opens the streams.</summary>
    public void Start() => _clients = RunAsync();

    /// <summary>Sets how long clients wait from now on, at least 50 ms, at most as the options allow.</summary>
    public void Scatter(TimeSpan delay, TimeSpan jitter) =>
        (Delay, Jitter) = (Bounded(delay < ShortestWait ? ShortestWait : delay), Bounded(jitter));

    /// <summary>Ends all its streams at once, as a restart of the host would.</summary>
    /// <returns>How many.</returns>
    public int DropAll() => _registry.Snapshot().Count(stream => stream.Path == _path && _registry.Drop(stream.Id));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        await _clients;
        _http.Dispose();
        _stop.Dispose();
    }

    private TimeSpan Bounded(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Clamp(time.TotalMilliseconds, 0, _maxDelayMs));

    private async Task RunAsync()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => FollowAsync(_stop.Token))));
        }
        finally
        {
            _over();
        }
    }

    // excerpt: storm-client
    private async Task FollowAsync(CancellationToken stop)
    {
        string last = "";
        try
        {
            while (true)
            {
                last = await ReadAsync(last, stop);
                await Task.Delay(Delay + (Random.Shared.NextDouble() * Jitter), _clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The storm is over.
        }
    }
    // end excerpt

    private async Task<string> ReadAsync(string last, CancellationToken stop)
    {
        using var request = _own.Get(_target) ?? throw new InvalidOperationException(OwnRequests.NoAddress);
        // A client that comes back connects anew.
        request.Headers.ConnectionClose = true;
        if (last.Length > 0)
            request.Headers.Add("Last-Event-ID", last);
        var reader = new EventStreamReader(lastEventId: last);
        bool isOpen = false;
        try
        {
            using var response = await _http.SendAsync(request, stop);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Interlocked.Increment(ref _failed);
                return last;
            }

            isOpen = true;
            Interlocked.Increment(ref _connected);
            await foreach (var received in reader.ReadAllAsync(await response.Content.ReadAsStreamAsync(stop), stop))
                Interlocked.Increment(ref (received.Type == GapNotice.EventType ? ref _gaps : ref _received));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            if (isOpen)
                Interlocked.Decrement(ref _connected);
        }

        return reader.LastEventId;
    }
}
