using SseDashboard.Streams;

namespace SseDashboard.Replay;

/// <summary>Gives a replay the status and the content type of its recording. All other headers are those of the host's streams.</summary>
internal static class RecordedHead
{
    /// <summary>Changes the head of a response just before it is sent.</summary>
    /// <param name="state">The response and the recorded head.</param>
    public static Task SetAsync(object state)
    {
        var (response, recorded) = ((HttpResponse, RecordingHead))state;
        // A stream that is refused has another type, and must reach the client as it is.
        if (response.ContentType != EventStream.Head.ContentType)
            return Task.CompletedTask;
        response.StatusCode = recorded.Status;
        response.ContentType = recorded.ContentType;
        // A page that someone else wrote must not run as one of the dashboard's: a browser saves it instead of showing it.
        if (!recorded.IsEventStream)
            response.Headers.ContentDisposition = "attachment";
        return Task.CompletedTask;
    }
}
