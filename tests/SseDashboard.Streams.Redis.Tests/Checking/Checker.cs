namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A publication and the id that it was answered with.</summary>
internal sealed record Published(string Data, string Id);

/// <summary>
/// Reads what publishers and clients recorded of a run, and finds what must never happen: an id with two payloads, an event lost
/// or repeated that no gap announces, a wrong order, two events of one publication.
/// </summary>
internal static class Checker
{
    /// <summary>Checks a run in which no two publications had the same data.</summary>
    /// <param name="published">The publications that succeeded.</param>
    /// <param name="transcripts">What each client received, to the end of the run.</param>
    /// <param name="last">What is in the log at the end, as a client that replays it sees it.</param>
    /// <returns>What is wrong, in words.</returns>
    public static IReadOnlyList<string> Check(
        IReadOnlyList<Published> published, IReadOnlyList<IReadOnlyList<Received>> transcripts, IReadOnlyList<Received> last)
    {
        var wrong = new List<string>();
        var history = last.Where(received => received.Gap is null).ToList();
        FindIdsUsedTwice(published, [.. transcripts, last], wrong);
        foreach (var data in history.GroupBy(received => received.Data).Where(group => group.Count() > 1))
            wrong.Add($"{data.Key} is in the log {data.Count()} times.");
        foreach (var (client, transcript) in transcripts.Index())
            new Reading($"Client {client}", transcript, history, wrong).Check();
        return wrong;
    }

    /// <summary>Fails with everything that is wrong.</summary>
    public static void AssertNone(IReadOnlyList<string> wrong) =>
        Assert.True(wrong.Count == 0, $"{wrong.Count} faults:\n{string.Join('\n', wrong.Take(20))}");

    private static void FindIdsUsedTwice(
        IReadOnlyList<Published> published, IReadOnlyList<IReadOnlyList<Received>> transcripts, List<string> wrong)
    {
        var payloads = new Dictionary<string, string>();
        foreach (var (data, id) in published)
            Note(id, data);
        foreach (var received in transcripts.SelectMany(transcript => transcript).Where(received => received.Gap is null))
            Note(received.Id, received.Data);

        void Note(string id, string data)
        {
            if (!payloads.TryAdd(id, data) && payloads[id] != data)
                wrong.Add($"The id {id} has two payloads: {payloads[id]} and {data}.");
        }
    }
}
