namespace SseDashboard.Hosting.Requests;

/// <summary>HEAD wherever there is GET (RFC 9110, section 9.1: a server must support both).</summary>
internal static class HeadRequests
{
    /// <summary>Makes each endpoint that answers GET answer HEAD as well. The server omits the body.</summary>
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
