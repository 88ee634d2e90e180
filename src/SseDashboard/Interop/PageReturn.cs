using Microsoft.JSInterop;

namespace SseDashboard.Interop;

/// <summary>Tells a page that had to reload what it lost. Each circuit has one.</summary>
internal sealed class PageReturn(IJSRuntime js) : IAsyncDisposable
{
    // A page-sized text is far more than the page's own script sends.
    private const int LongestText = 1_024;

    private readonly JsModule _module = new(js, "./js/dashboard/page-return.js");
    private Task<LostPage?>? _reading;
    private LostStream? _stream;

    /// <summary>Reads what was lost; <see langword="null"/> if the page was opened in the ordinary way, or the circuit is lost.</summary>
    public Task<LostPage?> ReadAsync() => _reading ??= ReadFromBrowserAsync();

    /// <summary>Takes the stream that was open, to open it again; only the first page of the circuit gets it.</summary>
    public async Task<LostStream?> TakeStreamAsync()
    {
        await ReadAsync();
        var stream = _stream;
        _stream = null;
        return stream;
    }

    /// <summary>Makes the browser forget it, once the user has read it.</summary>
    public Task ForgetAsync() =>
        JsReference.IfConnected(() => new(_module.UseAsync(module => module.InvokeVoidAsync("forget").AsTask()))).AsTask();

    private async Task<LostPage?> ReadFromBrowserAsync()
    {
        LostPage? lost = null;
        await JsReference.IfConnected(() => new(_module.UseAsync(async module => lost = await module.InvokeAsync<LostPage?>("read"))));
        if (lost is { Since.Length: > LongestText } or { Stream.LastId.Length: > LongestText })
            throw new InvalidDataException("The browser sent a longer text about a lost page than this page's script stores.");
        _stream = lost?.Stream;
        return lost;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _module.DisposeAsync();
}
