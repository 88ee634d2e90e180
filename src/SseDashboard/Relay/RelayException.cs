using SseDashboard.Observing;

namespace SseDashboard.Relay;

/// <summary>The relay does not make a request, or it failed.</summary>
/// <param name="failure">How.</param>
/// <param name="message">Why, in a sentence for the page.</param>
internal sealed class RelayException(ObservedFailure failure, string message) : Exception(message)
{
    /// <summary>How it failed.</summary>
    public ObservedFailure Failure => failure;

    /// <summary>A request against the relay's rules.</summary>
    public static RelayException Forbidden(string message) => new(ObservedFailure.Forbidden, message);
}
