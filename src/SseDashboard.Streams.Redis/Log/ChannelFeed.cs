using System.Text;
using System.Threading.Channels;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>
/// Feeds this host's history of one channel from the log, however many subscribers it has: from one subscription, and from
/// the log itself when a message is not the next event. It alone adds to the history.
/// </summary>
internal sealed class ChannelFeed : IAsyncDisposable
{
    private readonly RedisLog _log;
    private readonly RedisLogServices _services;
    private readonly FeedQueue _queue;
    private readonly ChannelSubscription _subscription;
    private readonly LogReader _reader;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private readonly Task _running;
    private volatile bool _isDue = true;

    /// <summary>Starts to feed.</summary>
    /// <param name="log">The log.</param>
    /// <param name="services">The connection and the bounds.</param>
    /// <param name="predecessor">The end of the feed before.</param>
    public ChannelFeed(RedisLog log, RedisLogServices services, Task predecessor)
    {
        _log = log;
        _services = services;
        _queue = new(services.Options, services.Metrics);
        _subscription = new(services.Connection, RedisChannel.Literal(log.Keys.Messages), Receive);
        _reader = new(log, services);
        _timer = services.Clock.CreateTimer(_ => Check(), null, TimeSpan.Zero, services.Options.CheckInterval);
        _services.Connection.Restored += Check;
        _running = RunAsync(predecessor);
    }

    /// <summary>Has the log read soon. Returns at once.</summary>
    public void Check()
    {
        _isDue = true;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Ends the subscription and drops the history.</summary>
    public async ValueTask DisposeAsync()
    {
        _services.Connection.Restored -= Check;
        await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private void Receive(byte[] message)
    {
        _queue.Add(message);
        _signal.Writer.TryWrite(true);
    }

    private async Task RunAsync(Task predecessor)
    {
        await predecessor;
        _services.Metrics.Opened();
        try
        {
            while (await _signal.Reader.WaitToReadAsync(_stopping.Token))
            {
                _signal.Reader.TryRead(out _);
                await TurnAsync();
            }
        }
        catch (Exception error) when (_stopping.IsCancellationRequested && error is OperationCanceledException or ObjectDisposedException)
        {
            // The end; of the host, if the connection has ended too.
        }
        finally
        {
            await _subscription.EndAsync();
            _log.Drop();
            _services.Metrics.Closed();
        }
    }

    private async Task TurnAsync()
    {
        try
        {
            // First, so that an event published during the first read is not missed.
            await _subscription.EnsureAsync(_stopping.Token);
            bool isDue = _isDue;
            _isDue = false;
            // Every message is looked at, although a due read follows: what it adds need not be read.
            if (AddMessages() || isDue)
                await _reader.CatchUpAsync(_stopping.Token);
        }
        catch (Exception error) when (RedisFault.Is(error))
        {
            // The timer tries again. Meanwhile subscribers have what this host holds.
            _services.Connection.Failed(error);
        }
    }

    /// <summary>Adds the messages that are the next events.</summary>
    /// <returns>Whether the log must be read for others.</returns>
    private bool AddMessages()
    {
        var (messages, mustRead) = _queue.Take();
        bool hasAdded = false;
        foreach (byte[] message in messages)
        {
            if (_log.View is not { } view || !FrameId.TryRead(message, out var epoch, out long sequence))
            {
                mustRead = true;
            }
            else if (!Ascii.Equals(epoch, view.Epoch))
            {
                // A server that was replaced may still publish in the epoch before.
                mustRead |= !IsEarlier(view, epoch);
            }
            else if (sequence > view.Head)
            {
                bool isNext = sequence == view.Head + 1 && message.Length <= _log.Options.MaxHistoryBytes;
                if (isNext)
                    view.Ring.Add(message);
                else
                    _services.Metrics.MissedMessage();
                hasAdded |= isNext;
                mustRead |= !isNext;
            }
        }

        if (hasAdded)
        {
            var view = _log.View!;
            _log.Seen.Add(new(view.Epoch, view.Head));
            _log.Added();
        }

        return mustRead;
    }

    private static bool IsEarlier(HistoryView view, ReadOnlySpan<byte> epoch)
    {
        foreach (var known in view.Epochs)
        {
            if (Ascii.Equals(epoch, known.Epoch))
                return true;
        }

        return false;
    }
}
