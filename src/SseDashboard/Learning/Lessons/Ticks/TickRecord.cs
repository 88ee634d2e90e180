using SseDashboard.Display;
using SseDashboard.Labs;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>What a ticker's record of its requests says.</summary>
internal static class TickRecord
{
    /// <summary>The requests of the lesson's own page. It asks once more, unwatched, when an EventSource gives up.</summary>
    public static TickRequest[] Own(IEnumerable<TickRequest> requests) => [.. requests.Where(request => request.IsWatched)];

    /// <summary>How many ticks the host wrote to these requests.</summary>
    public static long Written(IEnumerable<TickRequest> requests) => requests.Sum(Count);

    /// <summary>How many ticks between the first and the last that were written to these requests were not.</summary>
    public static long Lost(IReadOnlyList<TickRequest> requests)
    {
        long lost = 0, last = 0;
        foreach (var request in requests.Where(request => request.First > 0))
        {
            lost += last == 0 ? 0 : Math.Max(0, request.First - last - 1);
            last = request.Last;
        }

        return lost;
    }

    /// <summary>How many ticks the host wrote that had come before their request, while the client was away.</summary>
    public static long Replayed(TickRequest request) =>
        request.First == 0 ? 0 : Math.Max(0, Math.Min(request.Due, request.Last) - request.First + 1);

    /// <summary>The ticks that a request got, such as <c>4–9</c>.</summary>
    public static string Ticks(TickRequest request) => request switch
    {
        { First: 0, HasFinal: true } => "final",
        { First: 0 } => "none",
        _ => $"{(request.First == request.Last ? $"{request.First}" : $"{request.First}–{request.Last}")}{(request.HasFinal ? ", final" : "")}",
    };

    /// <summary>Why its stream ended.</summary>
    public static string End(TickRequest request) => request switch
    {
        { Status: not StatusCodes.Status200OK } => "no stream",
        { EndedAt: null } => "open",
        _ => Words(request.End),
    };

    /// <summary>Why a stream ended.</summary>
    public static string Words(StreamEnd end) => end == StreamEnd.Dropped ? "connection lost" : StreamWords.Of(end);

    private static long Count(TickRequest request) => request.First == 0 ? 0 : request.Last - request.First + 1;
}
