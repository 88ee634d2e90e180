using Microsoft.AspNetCore.WebUtilities;

namespace SseDashboard.Jobs;

/// <summary>The traffic caused by following a job, separately for polling and streaming.</summary>
internal sealed class JobTraffic
{
    /// <summary>Polling: <c>GET /jobs/{id}</c>.</summary>
    public Counter Poll { get; } = new();

    /// <summary>The event stream: <c>GET /jobs/{id}/events</c>.</summary>
    public Counter Stream { get; } = new();

    /// <summary>
    /// The requests of one way to follow a job, and their bytes. Header sections are counted as HTTP/1.1 writes them (RFC 9112,
    /// sections 3 to 5), from the fields that the server read and wrote; bodies without transfer coding and heartbeats.
    /// </summary>
    internal sealed class Counter
    {
        private const int LineEnd = 2;
        private const string ServerFields = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: Kestrel\r\n";
        private const string Chunked = "Transfer-Encoding: chunked\r\n";

        private long _requests;
        private long _requestBytes;
        private long _responseHeadBytes;
        private long _bodyBytes;

        /// <summary>The current numbers.</summary>
        public JobCost Cost => new(
            Interlocked.Read(ref _requests),
            Interlocked.Read(ref _requestBytes),
            Interlocked.Read(ref _responseHeadBytes),
            Interlocked.Read(ref _bodyBytes));

        /// <summary>Counts a request, and the header section of its response when it is sent.</summary>
        public void Count(HttpContext context)
        {
            var request = context.Request;
            Interlocked.Increment(ref _requests);
            int line = request.Method.Length + request.PathBase.Value!.Length + request.Path.Value!.Length
                + request.QueryString.Value!.Length + request.Protocol.Length + 2 + LineEnd;
            Interlocked.Add(ref _requestBytes, line + Size(request.Headers));
            context.Response.OnStarting(() =>
            {
                Interlocked.Add(ref _responseHeadBytes, Head(context.Response));
                return Task.CompletedTask;
            });
        }

        /// <summary>Counts bytes of a response body.</summary>
        public void CountBody(int bytes) => Interlocked.Add(ref _bodyBytes, bytes);

        private static int Head(HttpResponse response)
        {
            string status = $"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}";
            // The server adds these after OnStarting.
            int added = ServerFields.Length + (response.ContentLength is null ? Chunked.Length : 0);
            return status.Length + LineEnd + Size(response.Headers) + added;
        }

        private static int Size(IHeaderDictionary headers)
        {
            int size = LineEnd;
            foreach (var (name, values) in headers)
            {
                foreach (string? value in values)
                    size += name.Length + 2 + (value?.Length ?? 0) + LineEnd;
            }

            return size;
        }
    }
}

/// <summary>The traffic of one way to follow a job so far.</summary>
/// <param name="Requests">The number of requests.</param>
/// <param name="RequestBytes">The bytes of the requests, which have no body.</param>
/// <param name="ResponseHeadBytes">The bytes of the responses' status lines and headers.</param>
/// <param name="BodyBytes">The bytes of the response bodies.</param>
public sealed record JobCost(long Requests, long RequestBytes, long ResponseHeadBytes, long BodyBytes)
{
    /// <summary>All bytes, in both directions.</summary>
    public long All => RequestBytes + ResponseHeadBytes + BodyBytes;
}
