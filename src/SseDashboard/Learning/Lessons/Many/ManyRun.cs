using SseDashboard.Broadcast;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;
using Publication = SseDashboard.Broadcast.Publication;

namespace SseDashboard.Learning.Lessons;

/// <summary>A broadcast to a page and to a storm's clients, which are then cut off and come back. Runs on the circuit's scheduler.</summary>
/// <param name="lab">Starts the storm.</param>
/// <param name="publisher">Publishes.</param>
/// <param name="taps">The source of the host's records.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class ManyRun(StormLab lab, Publisher publisher, WireTaps taps, TimeProvider clock)
{
    /// <summary>The events published before the page joins.</summary>
    public const int Early = 5;

    /// <summary>The events published while everyone listens.</summary>
    public const int Live = 3;

    /// <summary>The events published while the clients are cut off.</summary>
    public const int Away = 2;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    // How much longer than their own wait the clients may take to come back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Raised when there is something new to show, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>The channel, which belongs to this page.</summary>
    public string Channel { get; } = $"learn-{Guid.NewGuid():N}";

    /// <summary>Whether it is running.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What it is doing, as a sentence.</summary>
    public string Status { get; private set; } = "";

    /// <summary>Why it could not be run; <see langword="null"/> if it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>The clients beside the page.</summary>
    public int Clients { get; private set; }

    /// <summary>How many streams the live events were published to; 0 before.</summary>
    public int Listeners { get; private set; }

    /// <summary>How many events all clients have received.</summary>
    public long Received { get; private set; }

    /// <summary>How many they should have received.</summary>
    public long Expected { get; private set; }

    /// <summary>How many gap events they received.</summary>
    public long Gaps { get; private set; }

    /// <summary>The waves so far; the last one may still be coming in.</summary>
    public IReadOnlyList<StormWave> Waves { get; private set; } = [];

    /// <summary>Forgets the last run.</summary>
    public void Clear() => (Status, Problem, Clients, Listeners, Received, Expected, Gaps, Waves) = ("", null, 0, 0, 0, 0, 0, []);

    /// <summary>Runs to the end, or until it is cancelled; nothing is left open.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="plans">The waves.</param>
    /// <param name="join">Has the page join, given the id of the second event published; none if the page does not listen.</param>
    /// <param name="stop">Ends the run.</param>
    public async Task RunAsync(int clients, IReadOnlyList<WavePlan> plans, Func<string, Task>? join, CancellationToken stop)
    {
        Clear();
        (IsRunning, Clients) = (true, clients);
        try
        {
            using var record = new HostRecord(taps);
            if ((Problem = record.Problem) is not null)
                return;
            if (join is not null)
            {
                var id = await PublishAsync("early", Early, stop);
                await join(new BroadcastId(id.Epoch, 2).ToString());
            }

            var (storm, problem) = lab.TryStart(Channel, clients, record.Watched);
            Problem = problem;
            if (storm is null)
                return;
            await using (storm)
                await RageAsync(storm, record, plans, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Say("Stopped.");
        }
        finally
        {
            IsRunning = false;
        }
    }

    private async Task RageAsync(Storm storm, HostRecord record, IReadOnlyList<WavePlan> plans, CancellationToken stop)
    {
        Say($"{Clients} clients connect.");
        if (!await UntilAsync(() => storm.Connected == Clients, Patience, storm, stop))
            return;
        await PublishAsync("live", Live, stop);
        Expected += (long)Live * Clients;
        await UntilAsync(() => storm.Received >= Expected, Patience, storm, stop);

        foreach (var plan in plans)
        {
            Say($"{plan.Title}: the host ends every client's stream, and they come back.");
            storm.Scatter(plan.Delay, plan.Jitter);
            var at = clock.GetUtcNow();
            int dropped = storm.DropAll();
            await PublishAsync("away", Away, stop);
            Expected += (long)Away * Clients;
            int number = Waves.Count;
            bool isBack = await UntilAsync(
                () =>
                {
                    double[] returns = [.. record.Read().OfType<WireRequest>().Where(request => request.At >= at).Select(request => (request.At - at).TotalMilliseconds).Order()];
                    Waves = [.. Waves.Take(number), new(plan, Clients, dropped, returns)];
                    return returns.Length >= dropped && storm.Connected == Clients && storm.Received >= Expected;
                },
                plan.Delay + plan.Jitter + Patience, storm, stop);
            if (!isBack)
                return;
        }

        Say("All clients are back, and have every event.");
    }

    // Publishing to a channel with listeners returns the number of them; the page may be one.
    private async Task<BroadcastId> PublishAsync(string what, int number, CancellationToken stop)
    {
        var (published, refusal) = await publisher.PublishAsync(
            Channel, [.. Enumerable.Range(1, number).Select(i => new Publication { Data = $"{what} {i}" })], stop);
        if (published is null)
            throw new InvalidOperationException(refusal!.Detail);
        if (what == "live")
            Listeners = published.Listeners;
        return BroadcastId.TryParse(published.Id, out var id) ? id : throw new InvalidOperationException($"'{published.Id}' is not an id of a broadcast.");
    }

    private async Task<bool> UntilAsync(Func<bool> isDone, TimeSpan patience, Storm storm, CancellationToken stop)
    {
        long began = clock.GetTimestamp();
        while (true)
        {
            bool done = isDone();
            (Received, Gaps) = (storm.Received, storm.Gaps);
            Changed?.Invoke();
            if (done)
                return true;
            if (storm.IsOver || clock.GetElapsedTime(began) > patience)
            {
                Problem = $"{storm.Connected} of {Clients} clients are connected after {patience.TotalSeconds:0} s; {storm.Failed} requests failed. The host is too busy: choose fewer.";
                return false;
            }

            await Task.Delay(Look, clock, stop);
        }
    }

    private void Say(string status)
    {
        Status = status;
        Changed?.Invoke();
    }
}
