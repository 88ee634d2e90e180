using SseDashboard.Observing;

namespace SseDashboard.Relay;

/// <summary>Says in a sentence what an exception of the HTTP client means.</summary>
internal static class RelayErrors
{
    /// <summary>A failure before the head of the response was complete.</summary>
    public static RelayException OfHead(Exception exception, Uri url, string? certificateProblem)
    {
        if (Chain(exception).OfType<RelayException>().FirstOrDefault() is { } own)
            return own;
        if (certificateProblem is not null)
            return new(ObservedFailure.Tls, certificateProblem);
        string cause = Chain(exception).Last().Message.TrimEnd('.');
        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => new(ObservedFailure.Tls,
                $"The TLS handshake with {url.Host} failed: {cause}. Check that port {url.Port} speaks https."),
            HttpRequestError.ConfigurationLimitExceeded => new(ObservedFailure.TooLarge,
                $"The head of {url.Host}'s response is too large (Relay:{nameof(RelayOptions.MaxHeadKilobytes)}): {cause}."),
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => new(ObservedFailure.Protocol,
                $"{url.Host} did not answer with valid HTTP: {cause}. Check that port {url.Port} speaks {url.Scheme}."),
            _ => new(ObservedFailure.Cut, $"{url.Host} closed the connection before the head of its response was complete: {cause}. Check that port {url.Port} speaks {url.Scheme}."),
        };
    }

    /// <summary>A failure within the body of the response.</summary>
    public static RelayException OfBody(Exception exception, long bytes)
    {
        if (Chain(exception).OfType<RelayException>().FirstOrDefault() is { } own)
            return own;
        string cause = Chain(exception).Last().Message.TrimEnd('.');
        return exception switch
        {
            InvalidDataException or InvalidOperationException => new(ObservedFailure.Protocol,
                $"The body is not in the coding that Content-Encoding names: {cause}."),
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => new(ObservedFailure.Protocol,
                $"The body is not valid HTTP after {bytes:N0} bytes: {cause}."),
            _ => new(ObservedFailure.Cut, $"The connection broke after {bytes:N0} bytes of the body, before its end: {cause}."),
        };
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? each = exception; each is not null; each = each.InnerException)
            yield return each;
    }
}
