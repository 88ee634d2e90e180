namespace SseDashboard.Streams.Redis.Tests;

/// <summary>What a client received.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type">Its type; <c>gap</c> for missed events.</param>
/// <param name="Data">Its data.</param>
internal sealed record Received(string Id, string Type, string Data)
{
    /// <summary>The notice, if it is one.</summary>
    public GapNotice? Gap => Type == GapNotice.EventType ? GapNotice.Read(Data) : null;
}
