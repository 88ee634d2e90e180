using Microsoft.JSInterop;
using SseDashboard.Interop;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Makes requests from the browser, with EventSource or fetch. Belongs to a circuit; call it on its scheduler only.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="clock">The clock.</param>
internal sealed class BrowserClient(IJSRuntime js, TimeProvider clock) : IAsyncDisposable
{
    private readonly JsModule _module = new(js, "./js/inspect/observer.js");

    /// <summary>Loads the script before it is needed: once six streams are open in this browser, nothing can be loaded.</summary>
    public Task LoadAsync() => JsReference.IfConnected(() => new(_module.UseAsync(_ => Task.CompletedTask))).AsTask();

    /// <summary>Makes a request and observes it to its end, which is in the observation, as are failures.</summary>
    /// <param name="into">A new observation.</param>
    /// <param name="reconnected">Begins the observation of a request that the browser makes by itself, as an EventSource does.</param>
    /// <param name="cancellationToken">Stops it; the observation then ends with <see cref="ObservedEndKind.Stopped"/>.</param>
    public async Task ObserveAsync(
        Observation into, Func<ObservedRequest, DateTimeOffset, Observation> reconnected, CancellationToken cancellationToken)
    {
        var run = new BrowserRun(into, reconnected);
        using var reference = DotNetObjectReference.Create(run);
        try
        {
            await _module.StartAsync(reference, Request(into.Request));
            await run.Over.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || _module.Left.IsCancellationRequested)
        {
            run.Stop(clock.GetUtcNow());
        }
        finally
        {
            await JsReference.IfConnected(() => new(_module.StopAsync()));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _module.DisposeAsync();

    private static object Request(ObservedRequest request) => new
    {
        way = Ways.KeyOf(request.Way),
        url = request.Url.AbsoluteUri,
        method = request.Method,
        headers = request.Headers.Select(header => new[] { header.Name, header.Value }),
        body = request.Body,
        credentials = RequestLink.CookiesKey(request.Cookies),
        types = request.Listeners,
    };
}
