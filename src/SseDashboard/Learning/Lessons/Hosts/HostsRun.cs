using SseDashboard.Exchange;
using SseDashboard.Labs;

namespace SseDashboard.Learning.Lessons;

/// <summary>A page's pair of hosts with two clients, and the experiment on it. Runs on the circuit's scheduler.</summary>
/// <param name="pairs">The pairs of this host.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class HostsRun(HostPairs pairs, TimeProvider clock) : IDisposable
{
    /// <summary>The events before client 2 changes hosts, those while it is away, and those after the failover.</summary>
    public const int Each = 2;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    // A client that was moved is back after a third of a second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private CancellationTokenSource? _stop;

    /// <summary>Raised when there is something new to show, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>The hosts; <see langword="null"/> before the first run, and if there are as many as this host keeps.</summary>
    public HostPair? Pair { get; private set; }

    /// <summary>What was done to the hosts.</summary>
    public IReadOnlyList<HostStep> Steps => Pair?.Steps ?? [];

    /// <summary>Whether the experiment is running.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What it is doing, as a sentence.</summary>
    public string Status { get; private set; } = "";

    /// <summary>Why it could not be run; <see langword="null"/> if it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Begins anew with other hosts.</summary>
    public void Renew()
    {
        Dispose();
        Pair = pairs.Add();
        if (Pair is null)
            Problem = "No more simulated hosts can be added (HostsLab:MaxPairs). Close other tabs with this lesson, and try again.";
    }

    /// <summary>Ends the experiment, if it is running.</summary>
    public void Stop() => _stop?.Cancel();

    /// <summary>Runs to the end, or until it is stopped.</summary>
    /// <param name="lost">How many events the replica has not copied when it is promoted.</param>
    /// <param name="connect">Opens the streams of both clients, to the hosts of <see cref="Pair"/>.</param>
    /// <param name="one">Client 1, which stays on <c>host-a</c>.</param>
    /// <param name="two">Client 2, which moves to <c>host-b</c>.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(int lost, Func<Task> connect, ExchangeModel one, ExchangeModel two)
    {
        Renew();
        if (Pair is not { } pair)
            return "no hosts";
        using var stopping = _stop = new();
        var stop = stopping.Token;
        IsRunning = true;
        try
        {
            Say("Both clients connect to host-a.");
            await connect();
            await UntilAsync(() => HostsRecord.HostOf(Last(one)).Length > 0 && HostsRecord.HostOf(Last(two)).Length > 0, stop);
            await SendAsync(pair, [one, two], stop);

            Say("Client 2 moves to host-b. Events are published while it is away.");
            pair.Move(2);
            await SendAsync(pair, [one, two], stop);

            Say("The network between the hosts is cut. Only host-a and the primary get the next events.");
            pair.Cut();
            if (lost > 0)
            {
                string last = await pair.PublishAsync(lost);
                await UntilAsync(() => HostsRecord.Has(one, last), stop);
            }

            Say("Failover: the replica is promoted, and both hosts follow it.");
            pair.FailOver();
            await SendAsync(pair, [one, two], stop);
            Say("Done: both clients have the events that were published after the failover.");
            return "at the end of the run";
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Unless the run has been cleared meanwhile.
            if (Pair == pair)
                Say("Stopped.");
            return "by the Stop button";
        }
        catch (TimeoutException late)
        {
            Problem = late.Message;
            return "too slow";
        }
        finally
        {
            (IsRunning, _stop) = (false, null);
        }
    }

    /// <summary>Publishes an event, for the puzzle.</summary>
    public Task PublishAsync() => Pair?.PublishAsync(1) ?? Task.CompletedTask;

    /// <summary>Ends the experiment, removes the hosts, and forgets the last run.</summary>
    public void Dispose()
    {
        Stop();
        Pair?.Dispose();
        (Pair, Status, Problem) = (null, "", null);
    }

    private static ExchangeConnection? Last(ExchangeModel model) => model.Connections.Count > 0 ? model.Connections[^1] : null;

    private async Task SendAsync(HostPair pair, ExchangeModel[] clients, CancellationToken stop)
    {
        string last = await pair.PublishAsync(Each);
        await UntilAsync(() => clients.All(client => HostsRecord.Has(client, last)), stop);
    }

    private async Task UntilAsync(Func<bool> isDone, CancellationToken stop)
    {
        long began = clock.GetTimestamp();
        while (!isDone())
        {
            if (clock.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"{Status} But a client did not get its events within {Patience.TotalSeconds:0} s: the host or the browser is too busy. Run it again.");
            await Task.Delay(Look, clock, stop);
        }

        Changed?.Invoke();
    }

    private void Say(string status)
    {
        Status = status;
        Changed?.Invoke();
    }
}
