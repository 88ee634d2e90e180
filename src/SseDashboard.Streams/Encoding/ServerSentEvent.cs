namespace SseDashboard.Streams;

/// <summary>
/// One event of an event stream (HTML Living Standard, section 9.2.5). Every field is optional: a field that is
/// <see langword="null"/> is not written, which is not the same as writing it empty.
/// </summary>
public sealed record ServerSentEvent
{
    private static readonly System.Buffers.SearchValues<char> LineEndsAndNul = System.Buffers.SearchValues.Create("\r\n\0");

    /// <summary>
    /// The event id, which becomes the client's last event ID. Without one the client keeps the id it has; an empty one
    /// clears it.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// It contains CR or LF, which would end the line and start a field of the attacker's choice, or U+0000, for which a
    /// client ignores the whole field.
    /// </exception>
    public string? Id
    {
        get;
        init => field = Checked(value, "An event id", nameof(Id));
    }

    /// <summary>
    /// The event type. Without one, or with an empty one, the client dispatches a <c>message</c> event. The two are
    /// different bytes on the wire, so <see langword="null"/> and <c>"message"</c> are kept apart.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// It contains CR or LF, which would end the line, or U+0000, which ends a string in other languages.
    /// </exception>
    public string? Type
    {
        get;
        init => field = Checked(value, "An event type", nameof(Type));
    }

    /// <summary>
    /// The data. Line breaks are allowed: CR, LF and CRLF each begin a new <c>data</c> line, and the client gets LF for
    /// all three. Without data nothing is dispatched, though the id and the reconnection time still count.
    /// </summary>
    public string? Data { get; init; }

    /// <summary>The reconnection time the client is to use from now on; sent in whole milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative: the field takes ASCII digits only.</exception>
    public TimeSpan? Retry
    {
        get;
        init
        {
            if (value < TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Retry), value, "A reconnection time cannot be negative; use zero to reconnect at once.");
            }

            field = value;
        }
    }

    private static string? Checked(string? value, string subject, string parameter)
    {
        int at = value.AsSpan().IndexOfAny(LineEndsAndNul);
        return at < 0
            ? value
            : throw new ArgumentException(
                $"{subject} must not contain CR, LF or NUL, but has U+{(int)value![at]:X4} at index {at}. Remove or encode it.", parameter);
    }
}
