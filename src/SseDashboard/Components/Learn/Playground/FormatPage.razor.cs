using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using SseDashboard.Learning.Format;

namespace SseDashboard.Components.Learn.Playground;

/// <summary>The playground: a stream, what the standard makes of it, and what three clients do.</summary>
public sealed partial class FormatPage : IAsyncDisposable
{
    // Long enough that fast typing makes one request, short enough that it seems immediate.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private FormatClients? _clients;
    private FormatState _state = new();
    private StandardReading _reading = StandardReading.Of([]);
    private StandardReading _read = StandardReading.Of([]);
    private FormatComparison? _comparison;
    private readonly Queue<string> _written = new();
    private CancellationTokenSource _typing = new();
    private string? _problem;
    private Preset? _preset;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private IServiceProvider Services { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _clients = new(Js, Services.GetRequiredService<ServedStreams>());
        Navigation.LocationChanged += OnLocationChanged;
        ReadAddress();
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? ReadSoonAsync(TimeSpan.Zero) : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        await _typing.CancelAsync();
        _typing.Dispose();
        if (_clients is not null)
            await _clients.DisposeAsync();
    }

    private void ReadAddress()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        (var state, _problem) = FormatState.Read(name => query.TryGetValue(name, out var value) ? value.ToString() : null);
        Set(state ?? new());
    }

    // The browser's Back button, or a link to another state. The page's own addresses come back as well, a round trip later: by
    // then the user may have typed on.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(async () =>
    {
        string query = new Uri(change.Location).Query;
        if (_written.TryPeek(out string? written) && written == query)
        {
            _written.Dequeue();
            return;
        }

        if (query == _state.ToQuery() || !change.Location.Split('?')[0].EndsWith("/learn/format", StringComparison.Ordinal))
            return;
        try
        {
            ReadAddress();
            StateHasChanged();
            await ReadSoonAsync(TimeSpan.Zero);
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    });

    private void WriteAddress()
    {
        string query = _state.ToQuery();
        if (query == (_written.LastOrDefault() ?? new Uri(Navigation.Uri).Query))
            return;
        _written.Enqueue(query);
        Navigation.NavigateTo($"learn/format{query}", replace: true);
    }

    private void Set(FormatState state)
    {
        _state = state;
        _reading = StandardReading.Of(state.Input.Bytes);
    }

    private Task ChangeAsync(FormatState state)
    {
        _problem = null;
        Set(state);
        return ReadSoonAsync(Pause);
    }

    private Task LoadAsync(Preset? preset)
    {
        _preset = preset;
        return preset is null ? Task.CompletedTask : ChangeAsync(new() { Input = preset.Input });
    }

    // Waits until typing pauses; then puts the state into the address and has the clients read the stream.
    private async Task ReadSoonAsync(TimeSpan pause)
    {
        // Not CancelAsync: a change that came during its await would dispose the new source.
        _typing.Cancel();
        _typing.Dispose();
        _typing = new();
        var left = _typing.Token;
        try
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, Clock, left);
                WriteAddress();
            }

            if (_state.Input.Bytes.Length == 0)
            {
                _comparison = null;
                StateHasChanged();
                return;
            }

            var (sent, reading) = (_state.Sent, _reading);
            var comparison = await _clients!.ReadAsync(sent, reading);
            if (left.IsCancellationRequested)
                return;
            (_comparison, _read) = (comparison, reading);
            StateHasChanged();
        }
        catch (Exception gone) when (gone is OperationCanceledException or JSDisconnectedException)
        {
            // Typing went on, or the page was left.
        }
    }
}
