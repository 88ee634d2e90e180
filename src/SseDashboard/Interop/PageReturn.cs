using Microsoft.JSInterop;

namespace SseDashboard.Interop;

/// <summary>Tells a page that had to reload what it lost. Each circuit has one.</summary>
internal sealed class PageReturn(IJSRuntime js) : IAsyncDisposable
{
    // In UTF-16 units; more than the page's own script sends.
    private const int LongestText = 1_024;

    private readonly JsModule _module = new(js, "./js/circuit/page-return.js");
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LostStream? _stream;

    /// <summary>
    /// Reads what was lost from the browser, once for a circuit; <see langword="null"/> if the page was opened in the ordinary
    /// way, or the circuit is lost.
    /// </summary>
    public async Task<LostPage?> ReadAsync()
    {
        try
        {
            LostPage? lost = null;
            await JsReference.IfConnected(() => new(_module.UseAsync(async module => lost = await module.InvokeAsync<LostPage?>("read"))));
            if (lost is { Since.Length: > LongestText } or { Stream.LastId.Length: > LongestText })
                throw new InvalidDataException("The browser sent a longer text about a lost page than this page's script stores.");
            _stream = lost?.Stream;
            return lost;
        }
        finally
        {
            // Even without an answer, a page that waits for its stream must go on.
            _read.TrySetResult();
        }
    }

    /// <summary>
    /// Takes the stream that was open, to open it again, once <see cref="ReadAsync"/> is done; only the circuit's first page gets
    /// it. <see langword="null"/> if there is none, or if reading failed.
    /// </summary>
    public async Task<LostStream?> TakeStreamAsync()
    {
        await _read.Task;
        var stream = _stream;
        _stream = null;
        return stream;
    }

    /// <summary>Makes the browser forget it, once the user has read it.</summary>
    public Task ForgetAsync() =>
        JsReference.IfConnected(() => new(_module.UseAsync(module => module.InvokeVoidAsync("forget").AsTask()))).AsTask();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _module.DisposeAsync();
}
