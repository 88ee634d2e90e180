using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Foreign.Tests.Reading;

/// <summary>Connections that the relay makes, one after the other as in the inspector, and what the diagnosis says about them.</summary>
/// <param name="dashboard">The dashboard whose relay it is.</param>
internal sealed class RelayedSession(DashboardHost dashboard) : IAsyncDisposable
{
    private readonly List<Observation> _observations = [];
    private CancellationTokenSource _stop = new();
    private Task _relaying = Task.CompletedTask;

    /// <summary>The newest connection.</summary>
    public ObservationSnapshot Seen => _observations[^1].Snapshot();

    private TimeProvider Clock => dashboard.Services.GetRequiredService<TimeProvider>();

    /// <summary>Connects, with a POST if there is a body.</summary>
    /// <param name="url">The address.</param>
    /// <param name="json">The body.</param>
    /// <param name="headers">The request's headers, beside those of an EventSource.</param>
    public void Connect(Uri url, string? json = null, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new RelayRequest(url, json is null ? "GET" : "POST",
            [.. headers.Select(header => new ObservedHeader(header.Name, header.Value)), .. json is null ? [] : new[] { new ObservedHeader("Content-Type", "application/json") }], json);
        var bounds = dashboard.Services.GetRequiredService<IOptions<ObservingOptions>>().Value;
        var observation = new Observation(new(request.Url, request.Method, request.Headers, request.Body, ObservedWay.Host), Clock.GetUtcNow(), bounds);
        _observations.Add(observation);
        _relaying = dashboard.Services.GetRequiredService<RelayClient>().ObserveAsync(request, observation, _stop.Token);
    }

    /// <summary>Stops the connection and makes it again, with the last event ID.</summary>
    public async Task ReconnectAsync()
    {
        await StopAsync();
        string id = Seen.Blocks[^1].LastEventId;
        Connect(Seen.Request.Url, null, [.. Seen.Request.Headers.Select(header => (header.Name, header.Value)), ("Last-Event-ID", id)]);
    }

    /// <summary>Waits until the connection shows something.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What should happen, for the failure message: "ten events arrive".</param>
    public async Task ShowsAsync(Func<ObservationSnapshot, bool> condition, string what)
    {
        bool isShown = false;
        try
        {
            await Wait.UntilAsync(
                () =>
                {
                    var seen = Seen;
                    isShown = condition(seen);
                    return isShown || seen.End is not null;
                },
                what);
        }
        finally
        {
            if (!isShown)
                TestContext.Current.TestOutputHelper?.WriteLine(Describe());
        }

        Assert.True(isShown, $"The connection ended before this happened: {what}.");
    }

    /// <summary>Waits until events have arrived.</summary>
    public Task HasEventsAsync(int number) => ShowsAsync(seen => seen.Counts.Events >= number, $"{number} events arrive");

    /// <summary>Waits until the connection has been open this long.</summary>
    public Task LastsAsync(TimeSpan time) => ShowsAsync(seen => Clock.GetUtcNow() - seen.StartedAt >= time, $"the connection lasts {time.TotalSeconds:0} s");

    /// <summary>Waits until the server has ended the connection.</summary>
    public Task EndsAsync() => Wait.ForAsync(_relaying, $"the connection to {Seen.Request.Url} ends");

    /// <summary>Waits until the diagnosis names this, on a connection that is open.</summary>
    public Task IsDiagnosedAsync(string name) =>
        ShowsAsync(_ => Diagnose().Any(finding => finding.Name == name), $"the diagnosis names {name}");

    /// <summary>Asserts that the diagnosis finds exactly these, and returns them.</summary>
    public IReadOnlyList<Finding> Finds(params string[] names)
    {
        var findings = Diagnose();
        Assert.True(names.SequenceEqual(findings.Select(finding => finding.Name)), $"Expected {(names.Length == 0 ? "no findings" : string.Join(", ", names))}.\n{Describe()}");
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Wait.ForAsync(_relaying, "the relay closes its connection");
        _stop.Dispose();
        _stop = new();
    }

    private IReadOnlyList<Finding> Diagnose() => Diagnosis.Of(_observations, new(Clock.GetUtcNow())).Findings;

    private string Describe()
    {
        var findings = Diagnose().Select(finding => $"{finding.Name}: {finding.Sentence} {string.Join(" | ", finding.Evidence)}");
        var head = Seen.Head?.Headers.Select(header => $"{header.Name}: {header.Value}") ?? [];
        return $"""
            The diagnosis: {string.Join("\n", findings.DefaultIfEmpty("nothing"))}
            The connection: {Seen.Request.Method} {Seen.Request.Url}, {Seen.Head?.Status}, {Seen.Counts}, {Seen.End}
            {string.Join("\n", head)}

            {System.Text.Encoding.UTF8.GetString(Seen.BodyStart.Span)}
            """;
    }
}
