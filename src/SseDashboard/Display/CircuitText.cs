namespace SseDashboard.Display;

/// <summary>The amount of text that a field may send to the circuit.</summary>
internal static class CircuitText
{
    /// <summary>
    /// The most UTF-16 units of a field. SignalR ends a circuit on a message of 32,768 bytes. A change event carries the
    /// text twice (in the event and in the field's value), and JSON encodes a control character or half of a surrogate pair in
    /// six bytes: 2,500 units take at most 30,000 bytes, which leaves room for the rest of the message.
    /// </summary>
    public const int Longest = 2_500;
}
