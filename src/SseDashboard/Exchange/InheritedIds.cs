namespace SseDashboard.Exchange;

/// <summary>
/// The events that inherited their <c>lastEventId</c> from an earlier one (HTML Living Standard, section 9.2.6), as far as the
/// server's half of the exchange shows it.
/// </summary>
/// <param name="model">The exchange.</param>
public sealed class InheritedIds(ExchangeModel model)
{
    private readonly HashSet<long> _rows = [];
    private long _version = -1;

    /// <summary>Whether the event with that row number is known to have inherited a non-empty id.</summary>
    public bool Contains(long row)
    {
        if (_version != model.Version)
        {
            _version = model.Version;
            _rows.Clear();
            foreach (var step in model.Connections.SelectMany(connection => connection.Frames))
            {
                if (step is { Reading.Id: null, Browser: { Item.Id.Length: > 0 } browser })
                    _rows.Add(browser.Row);
            }
        }

        return _rows.Contains(row);
    }
}
