namespace SseDashboard.Interop;

/// <summary>The wording for what was lost when a page had to reload.</summary>
internal static class LostPageWords
{
    /// <summary>What happened, and what the page restored.</summary>
    public static string Of(LostPage lost) => (lost.Restarted, lost.Times) switch
    {
        (true, 1) => $"The server was restarted after {lost.Since}. The page reloaded with its settings; its log from before is gone.",
        (true, _) => $"The server was restarted, and the page lost its connection {lost.Times} times since {lost.Since}. It reloaded with its settings; its logs from before are gone.",
        (_, 1) => $"The connection to the server was lost at {lost.Since}, too long ago to resume. The page reloaded with its settings; its log from before is gone.",
        _ => $"The connection to the server was lost {lost.Times} times since {lost.Since}. The page reloaded with its settings; its logs from before are gone.",
    };
}
