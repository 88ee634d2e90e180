using Microsoft.Extensions.Options;
using SseDashboard.Observing;

namespace SseDashboard.Relay;

/// <summary>
/// Makes requests from the host and observes the responses, for streams that a browser may not read. It reaches http and https
/// only, never link-local addresses, and local ones only from a dashboard that this machine alone can reach.
/// </summary>
internal sealed class RelayClient(IOptions<RelayOptions> bounds, RelayNetwork network, DashboardReach reach, TimeProvider clock)
{
    private const string Beyond =
        "Other machines can reach this dashboard, so it contacts public addresses only. Run it on localhost to reach this one.";

    private const string FromPublic =
        "The redirect comes from a public server, which must not choose among the servers of this network. Enter the address itself.";

    private int _open;

    /// <summary>
    /// Makes a request and observes it to its end. Every end, failures included, is in <paramref name="into"/>; the task does not
    /// fail because of the network. The connection is closed before the task completes.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="into">A new observation.</param>
    /// <param name="cancellationToken">Stops the request; the observation then ends with <see cref="ObservedEndKind.Stopped"/>.</param>
    public async Task ObserveAsync(RelayRequest request, Observation into, CancellationToken cancellationToken = default)
    {
        var options = bounds.Value;
        using var late = new CancellationTokenSource(options.MaxDuration, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        (ObservedEndKind Kind, string? Reason) end;
        ObservedFailure? failure = null;
        try
        {
            if (Interlocked.Increment(ref _open) > options.MaxConcurrent)
            {
                throw RelayException.Forbidden(
                    $"{options.MaxConcurrent} requests are open, the most at once (Relay:{nameof(options.MaxConcurrent)}). Stop one and try again.");
            }

            end = await RelayAsync(request, into, options, either.Token);
        }
        catch (RelayException exception)
        {
            (end, failure) = ((ObservedEndKind.Failed, exception.Message), exception.Failure);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            end = (ObservedEndKind.Stopped, cancellationToken.IsCancellationRequested
                ? null
                : $"The request has lasted {options.MaxDuration:g}, the longest that the relay allows (Relay:{nameof(options.MaxDuration)}).");
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }

        into.Ended(new(end.Kind, failure, end.Reason, clock.GetUtcNow()));
    }

    private async Task<(ObservedEndKind Kind, string? Reason)> RelayAsync(
        RelayRequest request, Observation into, RelayOptions options, CancellationToken cancellationToken)
    {
        RequestRules.Check(request, options);
        string? whyNotLocal = reach.IsLocal ? null : Beyond;
        if (whyNotLocal is not null && !options.AllowBeyondLocalhost)
        {
            throw RelayException.Forbidden("Other machines can reach this dashboard, so it makes no requests for them. "
                + $"Run it on localhost, or set Relay:{nameof(options.AllowBeyondLocalhost)} to true.");
        }

        using var late = new CancellationTokenSource(options.HeadTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        for (int redirects = 0; ; redirects++)
        {
            using var hop = new RelayHop(request, options, network, clock, whyNotLocal);
            using var response = await SendAsync(hop, request, options, either.Token, cancellationToken);
            if (Redirects.Follow(request, response) is not (var next, var dropped))
            {
                var head = ResponseHead.Of(response, request.Url, clock.GetUtcNow());
                into.Answered(head);
                ResponseHead.Check(head, options);
                return await new BodyReader(options, clock).ReadAsync(response, head, into, cancellationToken);
            }

            if (redirects == options.MaxRedirects)
            {
                throw new RelayException(ObservedFailure.Protocol,
                    $"The server redirects more than {redirects} times (Relay:{nameof(options.MaxRedirects)}), the last time to {RequestRules.Short(next.Url.AbsoluteUri)}");
            }

            into.Redirected(new((int)response.StatusCode, request.Url, next.Url, dropped));
            if (!hop.IsLocal)
                whyNotLocal ??= FromPublic;
            request = next;
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(
        RelayHop hop, RelayRequest request, RelayOptions options, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            return await hop.SendAsync(either);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RelayException(ObservedFailure.Timeout,
                $"{request.Url.Host} did not send the head of a response within {options.HeadTimeout.TotalSeconds:0} s (Relay:{nameof(options.HeadTimeout)}).");
        }
    }
}
