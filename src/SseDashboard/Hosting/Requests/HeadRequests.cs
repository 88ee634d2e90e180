namespace SseDashboard.Hosting.Requests;

/// <summary>HEAD wherever GET is (RFC 9110, section 9.1: both methods every server must support).</summary>
internal static class HeadRequests
{
    /// <summary>Lets each endpoint that answers GET answer HEAD as well. The server leaves the body out.</summary>
    public static TBuilder AnswerHead<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { } methods
                && methods.HttpMethods.Contains(HttpMethods.Get) && !methods.HttpMethods.Contains(HttpMethods.Head))
            {
                endpoint.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head], methods.AcceptCorsPreflight));
            }
        });
        return endpoints;
    }
}
