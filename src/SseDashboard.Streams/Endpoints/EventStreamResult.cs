using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace SseDashboard.Streams;

/// <summary>Responds with an event stream, or with a 503 problem if the host cannot open one; see <see cref="EventStream"/>.</summary>
public sealed class EventStreamResult : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IContentTypeHttpResult
{
    private readonly Func<HttpContext, Task> _run;

    internal EventStreamResult(Func<HttpContext, Task> run) => _run = run;

    /// <summary>The status code of an open stream, 200.</summary>
    public int? StatusCode => StatusCodes.Status200OK;

    /// <summary>The content type of an open stream, <c>text/event-stream</c>.</summary>
    public string ContentType => StreamHeaders.ContentType;

    /// <summary>Serves the stream until it ends.</summary>
    /// <exception cref="InvalidOperationException"><c>AddServerSentEvents</c> was not called.</exception>
    public Task ExecuteAsync(HttpContext httpContext) =>
        HttpMethods.IsHead(httpContext.Request.Method) ? WriteHead(httpContext) : _run(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => AddMetadata(builder);

    internal static void AddMetadata(EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [StreamHeaders.ContentType]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status503ServiceUnavailable, typeof(ProblemDetails), ["application/problem+json"]));
    }

    internal static Task WriteHead(HttpContext context)
    {
        StreamHeaders.Set(context);
        return Task.CompletedTask;
    }
}
