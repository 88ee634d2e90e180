using System.Reflection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Learn.Lessons;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The streams of the lesson on broken streams, their causes, and the draw of the ninth.</summary>
public sealed class BrokenCaseTests
{
    private static readonly Uri Page = new("http://localhost:5000/base/");

    private readonly BrokenStreams _served = new(new OptionsWrapper<BrokenLabOptions>(new()), new FakeTimeProvider());

    private static IEnumerable<BrokenCase> All => BrokenCases.Eight.Concat(BrokenCases.Others);

    [Fact]
    public void EveryFault_IsAmongTheEight_OrInTheDraw_OrLeftOutOnPurpose()
    {
        Assert.Equal(8, BrokenCases.Eight.Count);
        Assert.Equal(
            FaultCatalog.All.Select(fault => fault.Name).Order(),
            All.Select(broken => broken.Fault).Concat(BrokenCases.NeverDrawn).Order());
    }

    [Fact]
    public void Causes_AreAllFaultsThatAreFindings_AndTheTwoWithoutAFault()
    {
        Assert.Equal(
            All.Select(broken => broken.Fault).Concat(["six-connections", "cut", "no-response"]).Order(),
            Cause.All.Select(cause => cause.Name).Order());
    }

    [Fact]
    public void Puzzles_AreTheEightAndTheOneDrawn()
    {
        var lesson = typeof(BrokenLesson).GetCustomAttribute<LessonAttribute>()!;

        Assert.Equal([.. BrokenCases.Eight.Select(broken => broken.Name), "drawn"], lesson.Puzzles);
        Assert.All(BrokenCases.Others, broken => Assert.Equal("drawn", broken.Name));
    }

    [Fact]
    public void WhatThePageHas_NamesNoCause()
    {
        Assert.All(All, broken => Assert.All(Cause.All, cause => Assert.DoesNotContain(
            cause.Name, $"{broken.Name} {broken.Title} {broken.Symptom} {broken.Hint}", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Near_IsAnotherCauseOfTheList()
    {
        Assert.All(All.Where(broken => broken.Near is not null), broken => Assert.NotSame(broken.Cause, Cause.Of(broken.Near!.Value.Cause)));
    }

    [Fact]
    public void Visit_HasTheEightInOrderAndANinth_EachAtAnAddressOfItsOwn()
    {
        var visit = new BrokenVisit(_served, Page, _ => 0);

        Assert.Equal([.. BrokenCases.Eight, BrokenCases.Others[0]], visit.Streams.Select(stream => stream.Case));
        Assert.Equal(9, visit.Streams.Select(stream => stream.Path).Distinct().Count());
        Assert.All(visit.Streams, stream =>
        {
            Assert.True(_served.TryFind(stream.Path.Split('/')[^1], out var served));
            Assert.Equal(stream.Case.Fault, served.Fault.Name);
            Assert.Equal($"http://localhost:5000/base/{stream.Path}", stream.Url.AbsoluteUri);
            Assert.EndsWith(stream.Url.AbsoluteUri, stream.Curl, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Ninth_DrawnAgain_CanBeAnyOther_ButNoneOfTheEightAndNotTheSame()
    {
        var visit = new BrokenVisit(_served, Page, new Random(1).Next);
        var drawn = new HashSet<string>();
        for (int i = 0; i < 20 * BrokenCases.Others.Count; i++)
        {
            var before = visit.Streams[^1];
            drawn.Add(before.Case.Fault);
            visit.DrawAgain();
            Assert.NotEqual(before.Case, visit.Streams[^1].Case);
            Assert.NotEqual(before.Path, visit.Streams[^1].Path);
            Assert.Equal((9, 9), (visit.Streams.Count, visit.Streams[^1].Number));
        }

        Assert.Equal(BrokenCases.Others.Select(broken => broken.Fault).Order(), drawn.Order());
    }

    [Fact]
    public void Ninth_OfAHostWithoutASecondName_NeedsNone()
    {
        var visit = new BrokenVisit(_served, new("http://dashboard.example/"), new Random(1).Next);
        for (int i = 0; i < 20 * BrokenCases.Others.Count; i++)
        {
            Assert.Null(visit.Streams[^1].Header);
            visit.DrawAgain();
        }
    }

    [Fact]
    public void Visits_DrawDifferentNinths()
    {
        var drawn = Enumerable.Range(0, 100).Select(_ => new BrokenVisit(_served, Page).Streams[^1].Case.Fault).Distinct();

        Assert.InRange(drawn.Count(), 5, BrokenCases.Others.Count);
    }

    [Fact]
    public void StreamThatNeedsAHeader_HasItInTheLinkAndTheCommand()
    {
        int at = BrokenCases.Others.ToList().FindIndex(broken => broken.Fault == "cors-missing");
        var stream = new BrokenVisit(_served, Page, _ => at).Streams[^1];

        Assert.Equal($"curl -iN -H 'Origin: http://127.0.0.1:5000' {stream.Url}", stream.Curl);
        Assert.Contains("headers=Origin%3A%20http%3A%2F%2F127.0.0.1%3A5000", stream.Inspect, StringComparison.Ordinal);
    }
}
