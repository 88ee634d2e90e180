namespace SseDashboard.Interop;

/// <summary>What the browser remembers of a page that had to reload because its circuit was gone.</summary>
/// <param name="Since">When the connection was first lost, in the browser's local time, as text.</param>
/// <param name="Times">How many times since then, at least 1.</param>
/// <param name="Restarted">Whether the server was restarted since; otherwise it had discarded the circuit.</param>
/// <param name="Stream">The page's stream or job, if one was open.</param>
internal sealed record LostPage(string Since, int Times, bool Restarted, LostStream? Stream);

/// <summary>A stream or job that was open when the page lost its circuit.</summary>
/// <param name="LastId">The last event ID that the page had received; empty if none.</param>
internal sealed record LostStream(string LastId);
