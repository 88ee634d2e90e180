namespace SseDashboard.Feed;

/// <summary>What the browser is to connect to, and how.</summary>
/// <param name="Url">The URL of the stream, resolved against the page's.</param>
/// <param name="Types">The event types to listen for, besides <c>message</c>.</param>
/// <param name="CloseOn">The event type on which the page closes the stream; <see langword="null"/> for none.</param>
public sealed record FeedRequest(string Url, IReadOnlyList<string> Types, string? CloseOn);
