using System.Text;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Feed;

/// <summary>Reads the texts that the browser keeps because they are too large to cross with their items.</summary>
/// <param name="feed">The feed's module, whose started object keeps the texts.</param>
internal sealed class LongTexts(JsModule feed)
{
    // The page keeps at most this much text (keptUnits in browser-feed.js, at 3 bytes a unit).
    private const long MaxBytes = 12 * 1024 * 1024;

    private CancellationTokenSource? _reading;

    /// <summary>Reads a text; <see langword="null"/> if the browser no longer keeps it. Cancels a read under way.</summary>
    /// <exception cref="OperationCanceledException">Another text was asked for, the page was left, or the browser does not answer.</exception>
    /// <exception cref="TimeoutException">The browser stopped in the middle of the text.</exception>
    public async Task<string?> ReadAsync(int number)
    {
        // One at a time: otherwise a browser that never finishes a text could pile up as many as are requested.
        _reading?.Cancel();
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(feed.Left);
        _reading = reading;
        try
        {
            return await ReadAsync(number, reading.Token).WaitAsync(reading.Token);
        }
        finally
        {
            if (_reading == reading)
                _reading = null;
        }
    }

    private async Task<string?> ReadAsync(int number, CancellationToken cancellation)
    {
        if (feed.Started is not { } texts)
            return null;

        await using var reference = await texts.InvokeAsync<IJSStreamReference>("readText", number);
        if (reference.Length == 0)
            return null;
        await using var bytes = await reference.OpenReadStreamAsync(MaxBytes, cancellation);
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }
}
