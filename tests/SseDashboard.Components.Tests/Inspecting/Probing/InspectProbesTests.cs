using System.Text;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Tests.Inspecting.Diagnosing;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Components.Tests.Inspecting.Probing;

/// <summary>A probe's request, its bounds and its end.</summary>
public sealed class InspectProbesTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(Observed.Start);
    private readonly TaskCompletionSource<Observation> _opened = new();
    private readonly InspectProbes _probes;
    private Observation _connection = new Ticking { End = null }.Observe();
    private int _requests;
    private int _started;
    private int _changes;

    public InspectProbesTests() => _probes = Create();

    [Fact]
    public async Task Question_ThatIsBeingAsked_IsNotAskedAgain()
    {
        var open = await AskAsync();
        _probes.Ask(Probe.Buffering);

        Assert.True(_probes.IsAsking(Probe.Buffering));
        Assert.False(_probes.IsAsking(Probe.Resuming));
        Assert.Equal((1, 1, 1), (_requests, _started, _probes.Asked.Count));
        Assert.Same(open, _probes.Asked.Single().Observation);
    }

    [Fact]
    public async Task Request_WithoutEnd_StopsAfterItsTime()
    {
        var open = await AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(_probes.IsRunning);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await Wait.UntilAsync(() => !_probes.IsRunning, "the request stops after 10 s");
        Assert.Equal(ObservedEndKind.Stopped, open.Snapshot().End?.Kind);
        Assert.True(_changes > 0, "Nobody learned that the request ended.");
    }

    [Fact]
    public async Task Request_WithoutEnd_StopsAfterItsBytes()
    {
        var open = await AskAsync();
        Receive(open, 1_999);
        Assert.True(_probes.IsRunning);
        Receive(open, 1);

        await Wait.UntilAsync(() => !_probes.IsRunning, "the request stops after 2,000 bytes");
    }

    [Fact]
    public async Task Answers_OfAnotherStream_AreForgottenAndTheirRequestsStop()
    {
        var open = await AskAsync();
        _probes.Clear();

        Assert.Empty(_probes.Asked);
        await Wait.UntilAsync(() => open.Snapshot().End is not null, "the request of the forgotten answer stops");
    }

    [Fact]
    public async Task Disposed_StopsTheRequest()
    {
        var probes = Create();
        probes.Ask(Probe.Buffering);
        var open = await Wait.ForAsync(_opened.Task, "the request is made");
        await Wait.ForAsync(probes.DisposeAsync().AsTask(), "the probes stop");

        Assert.NotNull(open.Snapshot().End);
    }

    [Fact]
    public void Question_ThatCannotBeAsked_MakesNoRequest()
    {
        _connection = new Ticking { Method = "POST" }.Observe();
        _probes.Ask(Probe.Buffering);

        Assert.Equal((0, 0), (_requests, _started));
        Assert.Empty(_probes.Asked);
    }

    public ValueTask DisposeAsync() => _probes.DisposeAsync();

    private InspectProbes Create() => new(
        RelayAsync, new() { MaxProbeDuration = TimeSpan.FromSeconds(10), MaxProbeBytes = 2_000 }, _clock,
        () => _connection.Snapshot(), () => _started++, () => Interlocked.Increment(ref _changes));

    private Task<Observation> AskAsync()
    {
        _probes.Ask(Probe.Buffering);
        return Wait.ForAsync(_opened.Task, "the request is made");
    }

    private static void Receive(Observation open, int bytes) => open.Received(Encoding.ASCII.GetBytes(new string(':', bytes)), Observed.Start);

    private async Task RelayAsync(RelayRequest request, Observation into, CancellationToken stop)
    {
        Interlocked.Increment(ref _requests);
        into.Answered(Observed.Head());
        var left = new TaskCompletionSource();
        using var stopped = stop.Register(left.SetResult);
        _opened.TrySetResult(into);
        await left.Task;
        into.Ended(new(ObservedEndKind.Stopped, null, null, _clock.GetUtcNow()));
    }
}
