using SseDashboard.Streams;

namespace SseDashboard.Display;

/// <summary>Why the server ended or refused a stream, in a few words.</summary>
internal static class StreamWords
{
    /// <summary>Why a stream ended, to continue a sentence.</summary>
    public static string Of(StreamEnd reason) => reason switch
    {
        StreamEnd.Completed => "producer finished",
        StreamEnd.ClientLeft => "client disconnected",
        StreamEnd.Lifetime => "maximum lifetime reached",
        StreamEnd.WriteTimeout => "write timed out",
        StreamEnd.Dropped => "dropped on request",
        StreamEnd.Shutdown => "host shutting down",
        StreamEnd.Failed => "producer failed",
        _ => "open",
    };

    /// <summary>Why a stream was refused, to continue a sentence.</summary>
    public static string Of(RefusalReason reason) => reason switch
    {
        RefusalReason.TooManyConnections => "too many streams",
        RefusalReason.TooManyFromAddress => "too many from one address",
        RefusalReason.TooManyPublicConnections => "too many public streams",
        _ => "host shutting down",
    };

    /// <summary>The same with a capital letter, to stand alone.</summary>
    public static string Label(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
