using SseDashboard.Streams;

namespace SseDashboard.Display;

/// <summary>Why the server ended or refused a stream, in a few words.</summary>
internal static class StreamWords
{
    /// <summary>Why a stream ended.</summary>
    public static string Of(StreamEnd reason) => reason switch
    {
        StreamEnd.Completed => "the producer finished",
        StreamEnd.ClientLeft => "the client left",
        StreamEnd.Lifetime => "maximum lifetime",
        StreamEnd.WriteTimeout => "write timeout",
        StreamEnd.Dropped => "dropped by a person",
        StreamEnd.Shutdown => "the host shuts down",
        StreamEnd.Failed => "the producer failed",
        _ => "open",
    };

    /// <summary>Why a stream was refused.</summary>
    public static string Of(RefusalReason reason) => reason switch
    {
        RefusalReason.TooManyConnections => "too many connections",
        RefusalReason.TooManyFromAddress => "too many from one address",
        RefusalReason.TooManyPublicConnections => "too many connections open to anyone",
        _ => "the host shuts down",
    };
}
