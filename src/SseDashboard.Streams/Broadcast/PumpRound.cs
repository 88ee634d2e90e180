namespace SseDashboard.Streams;

/// <summary>
/// One pass of a pump over its subscribers. All write up to the head there was at its beginning, so that a publisher that
/// does not pause keeps nobody waiting for the turn of the next.
/// </summary>
/// <param name="Head">The last event of this round.</param>
internal sealed record PumpRound(long Head);
