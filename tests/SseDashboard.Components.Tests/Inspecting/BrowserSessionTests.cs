using Microsoft.Extensions.Time.Testing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Components.Tests.Inspecting;

/// <summary>A session whose requests the browser makes: its reconnects, and what the host is asked.</summary>
public sealed class BrowserSessionTests : IAsyncDisposable
{
    private const string Page = "http://dashboard";
    private static readonly Uri Url = new("http://server/stream");

    private readonly FakeTimeProvider _clock = new();
    private readonly InspectSession _session;
    private readonly List<RelayRequest> _asked = [];
    private readonly TaskCompletionSource _over = new();
    private Func<Observation, Task> _answer = _ => Task.CompletedTask;
    private Observation? _observation;
    private Func<ObservedRequest, DateTimeOffset, Observation>? _reconnected;

    public BrowserSessionTests() => _session = new(RelayAsync, new(), _clock, () => { }, ObserveAsync);

    [Fact]
    public async Task EventSource_ReconnectingByItself_IsInTheLedger()
    {
        Connect(ObservedWay.EventSource);
        _observation!.Opened(_clock.GetUtcNow());
        Dispatch("7");
        Interrupt();
        _session.Look();
        Assert.True(_session.IsOpen);

        Reconnect("7");
        Dispatch("8");
        await SeenAsync(() => _session.Connection!.Resumed.Result != Resumption.NotYetKnown);

        Assert.Equal([1, 2], _session.Connections.Select(connection => connection.Number));
        Assert.Equal(Resumption.Exact, _session.Connection!.Resumed.Result);
        Assert.Equal("8", Assert.Single(_session.Rows.View()).Block.LastEventId);
    }

    // Each event of an EventSource names the last event ID, whether it has one or not.
    [Fact]
    public async Task EventSource_EventWithoutId_IsNoDuplicate()
    {
        Connect(ObservedWay.EventSource);
        Dispatch("7");
        Interrupt();
        Reconnect("7");
        Dispatch("7");
        Dispatch("8");
        await SeenAsync(() => _session.Connection!.Resumed.Result != Resumption.NotYetKnown);

        Assert.Equal((Resumption.Exact, 0), (_session.Connection!.Resumed.Result, _session.Connection.Resumed.Duplicates));
    }

    [Fact]
    public async Task EventSource_ConnectedAgain_SendsNoId()
    {
        Connect(ObservedWay.EventSource);
        Dispatch("7");
        _observation!.Ended(new(ObservedEndKind.Stopped, null, null, _clock.GetUtcNow()));
        _over.SetResult();
        await SeenAsync(() => !_session.IsOpen);
        _session.ConnectAgain();

        Assert.Equal("", _observation!.Request.LastEventId);
    }

    [Fact]
    public async Task EventSource_ReconnectingInALoop_IsFound()
    {
        Connect(ObservedWay.EventSource);
        for (int i = 0; i < 3; i++)
        {
            _observation!.Opened(_clock.GetUtcNow());
            Interrupt();
            Reconnect("");
        }

        await SeenAsync(() => Findings().Contains("reconnect-loop"));
    }

    [Fact]
    public async Task Fetch_FailedForAHiddenReason_LetsTheHostAskOnceWithThePagesOrigin()
    {
        _answer = Answer(("Content-Type", "text/event-stream"));
        Connect(ObservedWay.Fetch);
        Fail(ObservedFailure.Hidden);
        await SeenAsync(() => Findings().Contains("cors-missing"));

        var request = Assert.Single(_asked);
        Assert.Equal(("GET", Page), (request.Method, request.Headers.Find("Origin")));
        var finding = Assert.Single(_session.Findings!.Findings);
        Assert.Equal(("cors-missing", Severity.Error), (finding.Name, finding.Severity));
        Assert.Contains(finding.Evidence, evidence => evidence.StartsWith("Seen by the host", StringComparison.Ordinal));
        Assert.Contains(_session.Findings.LookedAt, sentence => sentence.StartsWith("The host made the same request: status 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_ThatNeedsAPreflight_IsExplainedByTheAnswerToIt()
    {
        _answer = Answer(("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Headers", "Accept"));
        Connect(ObservedWay.Fetch, "POST", new("Authorization", "Bearer x"), new("Content-Type", "application/json"));
        Fail(ObservedFailure.Hidden);
        await SeenAsync(() => Findings().Contains("cors-missing"));

        var preflight = Assert.Single(_asked);
        Assert.Equal("OPTIONS", preflight.Method);
        Assert.Equal(("POST", "authorization,content-type"), (preflight.Headers.Find("Access-Control-Request-Method"), preflight.Headers.Find("Access-Control-Request-Headers")));
        var finding = Assert.Single(_session.Findings!.Findings);
        Assert.Contains("Access-Control-Allow-Headers does not name Authorization, Content-Type", finding.Sentence, StringComparison.Ordinal);
    }

    // A POST may have an effect; a simple one needs no preflight.
    [Theory]
    [InlineData("POST", ObservedFailure.Hidden)]
    [InlineData("GET", ObservedFailure.Cut)]
    [InlineData("GET", ObservedFailure.Forbidden)]
    public async Task Fetch_ThatMayHaveAnEffectOrFailedForAKnownReason_IsNotRepeated(string method, ObservedFailure failure)
    {
        Connect(ObservedWay.Fetch, method);
        Fail(failure);
        await SeenAsync(() => _session.Findings is not null);

        Assert.Empty(_asked);
    }

    [Fact]
    public async Task EventSource_BesideTheHost_NamesTypesWithoutListener()
    {
        _answer = Answer(("Content-Type", "text/event-stream"), ("Access-Control-Allow-Origin", "*"));
        _session.Connect(RequestOf(ObservedWay.EventSource, "GET"), hostReadsToo: true);
        _observation!.Opened(_clock.GetUtcNow());
        await SeenAsync(() => Findings().Contains("unheard-type"));

        Assert.Empty(_session.Rows.View());
    }

    public ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        return _session.DisposeAsync();
    }

    private void Connect(ObservedWay way, string method = "GET", params ObservedHeader[] headers) => _session.Connect(RequestOf(way, method, headers));

    private static ObservedRequest RequestOf(ObservedWay way, string method, params ObservedHeader[] headers) =>
        new(Url, method, headers, null, way) { Origin = Page, Listeners = Ways.Listeners(way, "") };

    private Task ObserveAsync(Observation into, Func<ObservedRequest, DateTimeOffset, Observation> reconnected, CancellationToken stop)
    {
        (_observation, _reconnected) = (into, reconnected);
        return _over.Task.WaitAsync(stop);
    }

    private async Task RelayAsync(RelayRequest request, Observation into, CancellationToken stop)
    {
        lock (_asked)
            _asked.Add(request);
        await _answer(into);
        if (into.Snapshot().End is null)
            into.Ended(new(ObservedEndKind.Stopped, null, null, _clock.GetUtcNow()));
    }

    private Func<Observation, Task> Answer(params (string Name, string Value)[] headers) => into =>
    {
        into.Answered(new(200, "HTTP/1.1", Url, [.. headers.Select(header => new ObservedHeader(header.Name, header.Value))], _clock.GetUtcNow()));
        into.Received("id: 1\nevent: tick\ndata: a\n\n"u8, _clock.GetUtcNow());
        return Task.CompletedTask;
    };

    private void Dispatch(string id) => _observation!.Dispatched(new("message", "x", id), _clock.GetUtcNow());

    private void Interrupt() => _observation!.Ended(new(ObservedEndKind.Interrupted, null, null, _clock.GetUtcNow()));

    private void Reconnect(string id)
    {
        _clock.Advance(TimeSpan.FromSeconds(3));
        _observation = _reconnected!(_observation!.Request with { Headers = id.Length > 0 ? [new("Last-Event-ID", id)] : [] }, _clock.GetUtcNow());
    }

    private void Fail(ObservedFailure failure)
    {
        _observation!.Ended(new(ObservedEndKind.Failed, failure, null, _clock.GetUtcNow()));
        _over.SetResult();
    }

    private IReadOnlyCollection<string> Findings() => [.. _session.Findings?.Findings.Select(finding => finding.Name) ?? []];

    private Task SeenAsync(Func<bool> condition) => Wait.UntilAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            _session.Look();
            return condition();
        },
        $"the session shows it; findings: {string.Join(", ", Findings())}");
}
