using SseDashboard.Observing;

namespace SseDashboard.Relay;

/// <summary>The head of a response, as the server sent it.</summary>
internal static class ResponseHead
{
    /// <summary>Reads the head.</summary>
    public static ObservedHead Of(HttpResponseMessage response, Uri url, DateTimeOffset at) => new(
        (int)response.StatusCode,
        response.Version.Major >= 2 ? $"HTTP/{response.Version.Major}" : $"HTTP/{response.Version}",
        url,
        [
            .. from header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
               from value in header.Value
               select new ObservedHeader(header.Key, value),
        ],
        at);

    /// <summary>Checks the number of headers; the HTTP client has checked their size.</summary>
    /// <exception cref="RelayException">There are too many.</exception>
    public static void Check(ObservedHead head, RelayOptions options)
    {
        if (head.Headers.Count > options.MaxHeaders)
        {
            throw new RelayException(ObservedFailure.TooLarge,
                $"The response has {head.Headers.Count:N0} headers, but the relay accepts at most {options.MaxHeaders:N0} (Relay:{nameof(options.MaxHeaders)}).");
        }
    }
}
