using Microsoft.JSInterop;

namespace SseDashboard.Feed.Log;

/// <summary>
/// Asks the page for rows that a view reads and that are not here: one request at a time, for the rows read last. Not thread-safe.
/// </summary>
/// <param name="read">Reads rows: the place of the first one, and how many. Returns whether any came.</param>
/// <param name="came">Called when rows have arrived.</param>
/// <param name="fail">Shows an error on the page.</param>
internal sealed class WantedRows(Func<long, int, Task<bool>> read, Action came, Func<Exception, Task> fail)
{
    // What Virtualize renders at most.
    private const int Most = 200;

    private long _first;
    private int _count;
    private bool _isReading;

    /// <summary>Asks for a row.</summary>
    public void Add(long place)
    {
        if (_count < Most && place == _first + _count)
            _count++;
        else
            (_first, _count) = (place, 1);
        if (!_isReading)
            _ = ReadAsync();
    }

    // Yielding lets the current render finish. While the user scrolls on, only the rows read last are asked for.
    private async Task ReadAsync()
    {
        _isReading = true;
        try
        {
            await Task.Yield();
            while (_count > 0)
            {
                var (first, count) = (_first, _count);
                _count = 0;
                if (await read(first, count))
                    came();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left, or the browser does not answer; the rows are asked for again when they are looked at again.
        }
        catch (Exception error)
        {
            await fail(error);
        }
        finally
        {
            _isReading = false;
        }
    }
}
