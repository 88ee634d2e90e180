using System.Text;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Feed;

/// <summary>Reads texts that are too large to cross with their items.</summary>
/// <param name="feed">The feed's module, whose started object holds the texts.</param>
internal sealed class LongTexts(JsModule feed)
{
    // One event may fill the page's store (maxUnits in event-store.js, at 3 bytes a unit); a person reads no more than this.
    private const long MaxBytes = 12 * 1024 * 1024;

    private CancellationTokenSource? _reading;

    /// <summary>Reads a text; <see langword="null"/> if the browser no longer holds it. Cancels a read under way.</summary>
    /// <exception cref="OperationCanceledException">Another text was asked for, the page was left, or the browser does not answer.</exception>
    /// <exception cref="TimeoutException">The browser stopped in the middle of the text.</exception>
    public async Task<string?> ReadAsync(long number)
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

    private async Task<string?> ReadAsync(long number, CancellationToken cancellation)
    {
        if (feed.Started is not { } texts)
            return null;

        await using var reference = await texts.InvokeAsync<IJSStreamReference>("text", number);
        if (reference.Length == 0)
            return null;
        await using var bytes = await reference.OpenReadStreamAsync(MaxBytes, cancellation);
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }
}
