using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Jobs;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on long work says about a run.</summary>
public sealed class ProgressFactsTests
{
    private const int Last = 6;

    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(ProgressFacts.Of(null, new()));

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("null")]
    public void Read_OfAnythingElse_IsNothing(string data) => Assert.Null(ProgressFacts.Read(data));

    [Fact]
    public void Facts_AfterAReturn_SayWhatTheJobDidMeanwhile()
    {
        var facts = ProgressFacts.Of(Job(), Away(from: 3, lastEventId: "2").Model);

        Assert.StartsWith("You were away for 2.0 s. Meanwhile the job went from 20.0 % to 40.0 %.", facts[0].Sentence, StringComparison.Ordinal);
        Assert.Equal((ProgressFacts.Away, "on"), (facts[0].Bet, facts[0].Truth));
        Assert.Equal(("wrote events 1 to 2, then 3 to 6", "dispatched events 1 to 2, then 3 to 6"), (facts[1].Server, facts[1].Browser));
        Assert.Equal((ProgressFacts.Requests, "2"), (facts[2].Bet, facts[2].Truth));
        Assert.StartsWith("counted 2 requests, ", facts[2].Server, StringComparison.Ordinal);
        Assert.Equal("this page: 2 streams, 600 primes", facts[2].Browser);
    }

    // The bet is about leaving once.
    [Fact]
    public void Facts_NeverLeftOrLeftTwice_LeaveTheBetOnTheRequestsOpen()
    {
        var stayed = new Exchanged();
        Listen(stayed, 1, 1, Last, null);
        var twice = new Exchanged();
        Listen(twice, 1, 1, 2, null);
        twice.At(2_000).Browser(FeedItemKind.Closed, "left").ServerEnd(StreamEnd.ClientLeft).At(4_000);
        Listen(twice, 2, 3, 4, "2");
        twice.At(6_000).Browser(FeedItemKind.Closed, "left").ServerEnd(StreamEnd.ClientLeft, 2).At(8_000);
        Listen(twice, 3, 5, Last, "4");

        Assert.All(new[] { stayed, twice }, run => Assert.Null(ProgressFacts.Of(Job(), run.Model)[^1].Bet));
    }

    [Fact]
    public void Judge_EachEventOnce_IsSolved()
    {
        var result = ProgressFacts.Judge(Job(), Away(from: 3, lastEventId: "2").Model);

        Assert.True(result.IsSolved, result.Message);
    }

    // The page asks for what it has not seen, and the host writes that again.
    [Fact]
    public void Judge_EventOnItsWayWhenThePageLeft_CountsOnce()
    {
        var exchanged = new Exchanged();
        Listen(exchanged, 1, 1, 2, null);
        exchanged.Frame(Status(3), "progress", "3").At(2_000).Browser(FeedItemKind.Closed, "button").ServerEnd(StreamEnd.ClientLeft).At(4_000);
        Listen(exchanged, 2, 3, Last, "2");

        Assert.True(ProgressFacts.Judge(Job(), exchanged.Model).IsSolved);
        Assert.Equal(("wrote events 1 to 3, then 3 to 6", "dispatched events 1 to 2, then 3 to 6"), (ProgressFacts.Of(Job(), exchanged.Model)[1].Server, ProgressFacts.Of(Job(), exchanged.Model)[1].Browser));
    }

    [Theory]
    [InlineData(1, null, "2 of them a second time")]
    [InlineData(4, "3", "1 never reached it")]
    public void Judge_RepeatedOrMissing_IsNotSolved(int from, string? lastEventId, string why)
    {
        var result = ProgressFacts.Judge(Job(), Away(from, lastEventId).Model);

        Assert.False(result.IsSolved);
        Assert.Contains(why, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_EventBarelyBeforeThePageCameBack_CameMeanwhile() =>
        Assert.True(ProgressFacts.Judge(Job(after: 1_000), Away(from: 3, lastEventId: "2").Model).IsSolved);

    [Fact]
    public void Judge_NeverLeftOrNothingCameMeanwhile_IsNotSolved()
    {
        var stayed = new Exchanged();
        Listen(stayed, 1, 1, Last, null);

        Assert.Contains("you never left", ProgressFacts.Judge(Job(), stayed.Model).Message, StringComparison.Ordinal);
        Assert.Contains("no event came while you were away", ProgressFacts.Judge(Job(after: 1_001), Away(from: 3, lastEventId: "2").Model).Message, StringComparison.Ordinal);
    }

    private static Exchanged Away(int from, string? lastEventId)
    {
        var exchanged = new Exchanged();
        Listen(exchanged, 1, 1, 2, null);
        exchanged.At(2_000).Browser(FeedItemKind.Closed, "button").ServerEnd(StreamEnd.ClientLeft).At(4_000);
        Listen(exchanged, 2, from, Last, lastEventId);
        return exchanged;
    }

    private static void Listen(Exchanged exchanged, int connection, int first, int last, string? lastEventId)
    {
        exchanged.Model.SetListening(["init", "progress", "finish", "error"]);
        exchanged.Opened(connection, lastEventId);
        for (int id = first; id <= last; id++)
        {
            string type = id == 1 ? "init" : id == Last ? "finish" : "progress";
            string data = Status(id);
            exchanged.Frame(data, type, $"{id}", connection).Event(data, type, $"{id}");
        }
    }

    private static string Status(int id) => JsonSerializer.Serialize(
        new JobStatus("1", id == Last ? JobState.Finished : JobState.Running, 1_000, id / 10.0, id, 100 * id, id * 1_000), JsonSerializerOptions.Web);

    // A job whose event 3 happened a second before the page that left came back, or later.
    private static Job Job(double after = 0)
    {
        var job = new Job("1", 1_000, 100, new FakeTimeProvider(Exchanged.Start.AddMilliseconds(after)));
        for (int id = 1; id <= Last; id++)
            job.Update(id == Last ? JobState.Finished : JobState.Running, default, "progress");
        job.Traffic.Stream.Count(new DefaultHttpContext());
        job.Traffic.Stream.Count(new DefaultHttpContext());
        return job;
    }
}
