using Microsoft.AspNetCore.WebUtilities;

namespace SseDashboard.Jobs;

/// <summary>What it has cost to follow a job, counted apart for each of the two ways.</summary>
internal sealed class JobTraffic
{
    /// <summary>Asking again and again: <c>GET /jobs/{id}</c>.</summary>
    public Counter Poll { get; } = new();

    /// <summary>The event stream: <c>GET /jobs/{id}/events</c>.</summary>
    public Counter Stream { get; } = new();

    /// <summary>
    /// The requests of one way and their bytes. Heads are counted as HTTP/1.1 writes them (RFC 9112, sections 3 to 5), from the
    /// fields that the server read and wrote; bodies before any transfer coding and without heartbeats.
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

        /// <summary>The numbers as they are now.</summary>
        public JobCost Cost => new(
            Interlocked.Read(ref _requests),
            Interlocked.Read(ref _requestBytes),
            Interlocked.Read(ref _responseHeadBytes),
            Interlocked.Read(ref _bodyBytes));

        /// <summary>Counts a request, and the head of its response once it has been sent.</summary>
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

        /// <summary>Counts bytes of a response's body.</summary>
        public void CountBody(int bytes) => Interlocked.Add(ref _bodyBytes, bytes);

        private static int Head(HttpResponse response)
        {
            string status = $"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}";
            // What the server adds after the last moment at which we can look.
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

/// <summary>What one way of following a job has cost so far.</summary>
/// <param name="Requests">The requests made.</param>
/// <param name="RequestBytes">Their heads; they have no body.</param>
/// <param name="ResponseHeadBytes">The heads of the responses.</param>
/// <param name="BodyBytes">The bodies of the responses.</param>
public sealed record JobCost(long Requests, long RequestBytes, long ResponseHeadBytes, long BodyBytes)
{
    /// <summary>All bytes, in both directions.</summary>
    public long All => RequestBytes + ResponseHeadBytes + BodyBytes;
}
