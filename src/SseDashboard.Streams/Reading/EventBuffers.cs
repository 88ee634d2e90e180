using System.Buffers.Text;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>
/// The state that lines change (HTML Living Standard, section 9.2.6): "a data buffer, an event type buffer, and a last event ID
/// buffer".
/// </summary>
internal sealed class EventBuffers(string lastEventId, int maxEventBytes)
{
    // UTF-8, decoded once the event is complete. Invalid bytes become U+FFFD exactly as in the whole stream, since no UTF-8
    // sequence reaches over the end of a line.
    private PooledBytes _data = new();

    // The data of an event with a single data line, decoded from where it lies instead of being copied to the buffer first.
    private string? _onlyLine;
    private string _type = "";
    private string _id = lastEventId;

    // The type read last, to be reused: types repeat.
    private string _knownType = "";

    /// <summary>"The last event ID string of the event source."</summary>
    public string LastEventId { get; private set; } = lastEventId;

    /// <summary>The reconnection time; none until the stream sets one.</summary>
    public TimeSpan? ReconnectionTime { get; private set; }

    /// <summary>Whether there was a field since the last blank line.</summary>
    public bool IsInsideBlock { get; private set; }

    /// <summary>Processes a field line.</summary>
    /// <param name="field">The line.</param>
    /// <param name="rest">What follows it in the same chunk.</param>
    /// <exception cref="EventStreamLimitException">The event has more data than the bound.</exception>
    public void Process(in FieldLine field, ReadOnlySpan<byte> rest)
    {
        IsInsideBlock = true;
        switch (field.Effect)
        {
            case LineEffect.AppendsData: // "Append the field value to the data buffer, then append a single U+000A LINE FEED (LF)"
                if (_data.Length + field.Value.Length + 1L > maxEventBytes)
                    throw new EventStreamLimitException(nameof(EventStreamReaderOptions.MaxEventBytes), maxEventBytes);
                if (_data.Length == 0 && rest is [(byte)'\r' or (byte)'\n', ..])
                    _onlyLine = Encoding.UTF8.GetString(field.Value);
                else
                    _data.AppendLine(field.Value);
                break;
            case LineEffect.SetsType: // "Set the event type buffer to the field value."
                if (!Ascii.Equals(field.Value, _knownType))
                    _knownType = Encoding.UTF8.GetString(field.Value);
                _type = _knownType;
                break;
            case LineEffect.SetsId: // "set the last event ID buffer to the field value"
                _id = Encoding.UTF8.GetString(field.Value);
                break;
            case LineEffect.SetsReconnectionTime: // "interpret the field value as an integer in base ten, and set the event stream's reconnection time to that integer"
                ReconnectionTime = Milliseconds(field.Value);
                break;
        }
    }

    /// <summary>
    /// Processes a blank line: "When the user agent is required to dispatch the event". False if there is no data and so no
    /// event; the id takes effect all the same.
    /// </summary>
    public bool Dispatch(out ReceivedEvent dispatched)
    {
        LastEventId = _id;
        // "If the data buffer's last character is a U+000A LINE FEED (LF) character, then remove the last character". It always is.
        string? data = _onlyLine ?? (_data.Length == 0 ? null : Encoding.UTF8.GetString(_data.Written[..^1]));
        dispatched = data is null ? default : new(_type.Length > 0 ? _type : "message", data, LastEventId);
        // "Set the data buffer and the event type buffer to the empty string." The last event ID buffer keeps its value.
        _data.Clear();
        _onlyLine = null;
        _type = "";
        IsInsideBlock = false;
        return data is not null;
    }

    /// <summary>Returns the pooled memory.</summary>
    public void Release() => _data.Release();

    // TimeSpan ends at 29,000 years; the standard has no limit.
    private static TimeSpan Milliseconds(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long value, out _) && value <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond
            ? TimeSpan.FromMilliseconds(value)
            : TimeSpan.MaxValue;
}
