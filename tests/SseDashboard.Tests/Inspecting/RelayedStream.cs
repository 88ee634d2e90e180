using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Relay;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Inspecting;

/// <summary>A stream of a host, read by that host's relay as for the inspector. Disposing it stops the request.</summary>
internal sealed class RelayedStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly string _path;
    private readonly Task _relaying;

    private RelayedStream(TestHost host, string path, RelayRequest request)
    {
        _path = path;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(host.HangGuard);
        Seen = new(
            new(request.Url, request.Method, request.SentHeaders, request.Body, ObservedWay.Host), host.Clock.GetUtcNow(),
            host.Services.GetRequiredService<IOptions<ObservingOptions>>().Value);
        _relaying = host.Services.GetRequiredService<RelayClient>().ObserveAsync(request, Seen, _stop.Token);
    }

    public Observation Seen { get; }

    public static RelayedStream Open(TestHost host, string path, params (string Name, string Value)[] headers) =>
        new(host, path, new(new Uri(host.Http1, path), "GET", [.. headers.Select(header => new ObservedHeader(header.Name, header.Value))], null));

    /// <summary>The names of the findings in a session of these connections.</summary>
    public static string[] Findings(TestHost host, params Observation[] session) =>
        [.. Diagnosis.Of(session, new(host.Clock.GetUtcNow())).Findings.Select(finding => finding.Name)];

    public Task ArrivedAsync(int chunks) =>
        Wait.UntilAsync(() => Seen.Snapshot().Counts.Chunks >= chunks, $"chunk {chunks} of {_path} arrives");

    public Task EventsAsync(int events) =>
        Wait.UntilAsync(() => Seen.Snapshot().Counts.Events >= events, $"event {events} of {_path} arrives");

    /// <summary>Waits until the server has ended the response.</summary>
    public Task EndAsync() => Wait.ForAsync(_relaying, $"{_path} ends");

    /// <summary>Stops the request.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Wait.ForAsync(_relaying, $"the request for {_path} stops");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
