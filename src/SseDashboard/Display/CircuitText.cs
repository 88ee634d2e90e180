namespace SseDashboard.Display;

/// <summary>How much text a field may send to the circuit.</summary>
internal static class CircuitText
{
    /// <summary>
    /// The most UTF-16 units of a field. SignalR ends a circuit at a message of 32,768 bytes. A change of a field carries its
    /// text twice (as the event's value and as the field's), and JSON writes a control character or half of a surrogate pair in
    /// six bytes: 2,500 units take 30,000 at most, and leave enough for the rest of the message.
    /// </summary>
    public const int Longest = 2_500;
}
