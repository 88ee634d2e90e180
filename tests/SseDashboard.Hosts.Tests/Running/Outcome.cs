namespace SseDashboard.Hosts.Tests.Running;

/// <summary>What was recorded of a run.</summary>
/// <param name="Published">The publications that were answered.</param>
/// <param name="Transcripts">What each client received.</param>
/// <param name="Log">What is in the log at the end.</param>
internal sealed record Outcome(
    IReadOnlyList<Published> Published, IReadOnlyList<IReadOnlyList<Received>> Transcripts, IReadOnlyList<Received> Log)
{
    /// <summary>The gaps of all clients.</summary>
    public IReadOnlyList<GapNotice> Gaps => [.. Transcripts.SelectMany(transcript => transcript).Select(received => received.Gap).OfType<GapNotice>()];

    /// <summary>Fails if an id has two payloads, or anything was lost or repeated without a gap that says so.</summary>
    public void AssertHonest() => Checker.AssertNone(Checker.Check(Published, Transcripts, Log));

    /// <summary>Fails unless every client has received every published event exactly once, in the order of the log, without a gap.</summary>
    public void AssertComplete()
    {
        Assert.Equal(Published.Select(one => one.ToString()).Order(), Log.Select(one => new Published(one.Data, one.Id).ToString()).Order());
        foreach (var transcript in Transcripts)
            Assert.Equal(Log, transcript);
    }
}
