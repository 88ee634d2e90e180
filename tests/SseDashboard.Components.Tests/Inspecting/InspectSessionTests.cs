using System.Text;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class InspectSessionTests : IAsyncDisposable
{
    private static readonly Uri Url = new("http://localhost/stream");

    private readonly FakeTimeProvider _clock = new();
    private readonly InspectSession _session;
    private readonly Queue<string> _answers = [];
    private readonly List<RelayRequest> _requests = [];
    private Task _end = Task.CompletedTask;
    private int _changes;

    public InspectSessionTests() => _session = new(RelayAsync, new() { MaxBlocks = 1_000 }, _clock, () => _changes++);

    [Fact]
    public async Task Connection_Ended_HasEveryBlockAndFigures()
    {
        await ConnectAsync(": hi\n\nid: 1\ndata: a\n\nretry: 5\nfoo: x\n\n");

        Assert.False(_session.IsOpen);
        Assert.Equal(["comment", "message", "retry, unknown field only"], _session.Rows.View().Select(row => row.Name));
        Assert.Equal(["+0.000 s", "2 of 3 in chunk", "3 of 3 in chunk"], _session.Rows.View().Select(row => BlockWords.Arrival(row, _clock.GetUtcNow())));
        Assert.Contains("It is the 2nd of 3 blocks", BlockWords.Explain(_session.Rows.View()[1]), StringComparison.Ordinal);
        Assert.Equal((1, 1L), (_session.Figures.Heartbeats, _session.Connection!.Snapshot.Counts.Events));
    }

    [Fact]
    public async Task Stream_CutWithinABlock_ListsTheBlockThatIsNotFinished()
    {
        await ConnectAsync("data: a\n\nid: 2\ndata: b\n");
        Assert.Equal(["message", "unfinished"], _session.Rows.View().Select(row => row.Name));

        _session.SetFilter(new("unfinished", "", "", false));
        Assert.Equal(1, _session.Rows.View().Single().Number);
        Assert.Equal(1, _session.Rows.Hidden);
        _session.Rows.Clear();
        _session.Look();
        Assert.Equal((0, 0L), (_session.Rows.Count, _session.Rows.Hidden));
    }

    [Fact]
    public async Task Session_ConnectedAgain_SendsLastIdAndComparesIds()
    {
        await ConnectAsync("id: 7\ndata: a\n\nid: 8\n\n");
        await ConnectAgainAsync("id: 9\ndata: b\n\n");
        Assert.Equal("8", _requests[^1].Headers.Find("Last-Event-ID"));
        Assert.Equal(Resumption.Exact, _session.Connection!.Resumed.Result);

        _clock.Advance(TimeSpan.FromSeconds(3));
        await ConnectAgainAsync("id: 12\ndata: c\n\n");
        Assert.Equal("12", _session.Connection!.Resumed.FirstId);
        Assert.Equal("3.0 s after the end of number 2", ConnectionWords.Since(_session.Connection, _session.Connections[1]));
        Assert.Equal("ended by the server after 0.0 ms", ConnectionWords.EndOf(_session.Connection.Snapshot));
        Assert.Equal((Resumption.Gap, 2L), (_session.Connection!.Resumed.Result, _session.Connection.Resumed.Missing));

        await ConnectAgainAsync("id: 12\ndata: c\n\nid: 13\ndata: d\n\n");
        Assert.Equal((Resumption.Duplicates, 1), (_session.Connection!.Resumed.Result, _session.Connection.Resumed.Duplicates));
        Assert.Single(_requests[^1].Headers);

        await ConnectAgainAsync("id: x\ndata: e\n\n");
        Assert.Equal(Resumption.CannotTell, _session.Connection!.Resumed.Result);
        Assert.Equal([1, 2, 3, 4, 5], _session.Connections.Select(connection => connection.Number));
    }

    [Fact]
    public async Task Session_ConnectedAnew_ForgetsTheOneBefore()
    {
        await ConnectAsync("id: 7\ndata: a\n\n");
        _answers.Enqueue("id: 7\ndata: a\n\n");
        _session.Probes.Ask(Probe.Resuming);
        await EndedAsync();
        Assert.Single(_session.Probes.Asked);
        await ConnectAsync("data: b\n\n");

        Assert.Empty(_session.Probes.Asked);
        Assert.Single(_session.Connections);
        Assert.Null(_requests[^1].Headers.Find("Last-Event-ID"));
        Assert.Equal(Resumption.NotAsked, _session.Connection!.Resumed.Result);
    }

    [Fact]
    public async Task Blocks_BeyondTheBound_LeaveTheListAndAreCounted()
    {
        await ConnectAsync(string.Concat(Enumerable.Range(0, 2_500).Select(i => $"data: {i}\n\n")));

        Assert.Equal(1_000, _session.Rows.Count);
        Assert.Equal(1_500, _session.Rows.View()[0].Number);
        Assert.Equal(0, _session.Rows.Hidden);
        Assert.Equal(1_500, _session.Connection!.Snapshot.Counts.DroppedBlocks);
    }

    // At most a tenth of a processor, however much there is to look through.
    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(100, 1_000)]
    [InlineData(400, 4_000)]
    public void Diagnosis_ThatTakesLong_IsMadeLessOften(int took, int pause) =>
        Assert.Equal(pause, InspectSession.PauseAfter(TimeSpan.FromMilliseconds(took)).TotalMilliseconds);

    [Fact]
    public async Task Connection_Idle_StopsTicking()
    {
        await ConnectAsync("data: a\n\n");
        int changes = 0;
        await Wait.UntilAsync(
            () =>
            {
                _session.Look();
                changes = _changes;
                _clock.Advance(TimeSpan.FromSeconds(2));
                return _changes == changes;
            },
            "the session stops ticking");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(changes, _changes);
    }

    [Fact]
    public async Task Probe_OpenAfterTheConnectionEnded_KeepsTheSessionTicking()
    {
        await ConnectAsync("id: 7\ndata: a\n\n");
        var end = new TaskCompletionSource();
        _end = end.Task;
        _answers.Enqueue("id: 7\ndata: a\n\n");
        _session.Probes.Ask(Probe.Resuming);
        var probed = _session.Probes.Asked.Single().Observation;
        await Wait.UntilAsync(() => probed.Snapshot().Counts.Events == 1, "the answer begins");
        // One diagnosis is due. Once it is there, nothing but the open request keeps the session busy.
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Wait.UntilAsync(
            () =>
            {
                _session.Look();
                return _session.Findings!.LookedAt.Any(sentence => sentence.StartsWith("Resuming: asked", StringComparison.Ordinal));
            },
            "the diagnosis includes the answer");
        int before = _changes;
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(_changes > before, "The session no longer says that there is something new.");
        end.SetResult();
        await EndedAsync();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private async Task RelayAsync(RelayRequest request, Observation into, CancellationToken stop)
    {
        _requests.Add(request);
        into.Answered(new(200, "HTTP/1.1", request.Url, [new("Content-Type", "text/event-stream")], _clock.GetUtcNow()));
        into.Received(Encoding.UTF8.GetBytes(_answers.Dequeue()), _clock.GetUtcNow());
        await Task.WhenAny(_end, Task.Delay(Timeout.Infinite, stop));
        into.Ended(new(ObservedEndKind.Completed, null, null, _clock.GetUtcNow()));
    }

    private Task ConnectAsync(string answer)
    {
        _answers.Enqueue(answer);
        _session.Connect(new(Url, "GET", [], null));
        return EndedAsync();
    }

    private Task ConnectAgainAsync(string answer)
    {
        _answers.Enqueue(answer);
        _session.ConnectAgain();
        return EndedAsync();
    }

    private Task EndedAsync() => Wait.UntilAsync(
        () =>
        {
            _session.Look();
            return !_session.IsOpen && !_session.Probes.IsRunning && _session.Rows.IsDone && _session.Findings is not null;
        },
        "the connection has ended and was looked at");
}
