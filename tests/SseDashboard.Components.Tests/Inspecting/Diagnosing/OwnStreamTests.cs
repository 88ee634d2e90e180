using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Document;
using SseDashboard.Inspecting;
using SseDashboard.Jobs;
using SseDashboard.Learning.Course;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>The host's own streams are healthy, and its lessons explain what others do wrong.</summary>
public sealed class OwnStreamTests : StreamContext
{
    [Fact]
    public async Task TheDocumentsStream_HasOnlyItsEventOfTypeError()
    {
        // Each look at the clock takes a millisecond, so that no two ids are equal.
        var clock = new FakeTimeProvider(Observed.Start) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var frames = Channel.CreateUnbounded<EventFrame>();
        var writing = DocumentStream.WriteAsync(frames.Writer, StreamScript.Document, clock, TestContext.Current.CancellationToken);
        var chunks = new List<(double, byte[])>();
        foreach (double seconds in new[] { 0.0, 0, 0, 0, 2, 2, 2, 1 })
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            var frame = await Wait.ForAsync(frames.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask(), "the document's stream writes its next event");
            chunks.Add(((clock.GetUtcNow() - Observed.Start).TotalSeconds, frame.Bytes.ToArray()));
        }

        await Wait.ForAsync(writing, "the document's stream ends");
        new Ticking { Protocol = "HTTP/1.1" }.Observe([.. chunks]).Findings().Only("error-event");
    }

    [Fact]
    public async Task AJob_IsHealthy_ResumedToo()
    {
        var job = new Job("1", limit: 300, history: 100, new FakeTimeProvider());
        job.Update(JobState.Running, default, "init");
        job.Update(JobState.Running, new(100, 25), "progress");
        job.Update(JobState.Running, new(200, 46), "progress");
        job.Update(JobState.Finished, new(300, 62), "finish");
        byte[][] all = await EventsAsync(job, 0), rest = await EventsAsync(job, 2);

        Diagnosed.Session(
            new Ticking { End = ObservedEndKind.Stopped }.Observe((0, all[0]), (1, all[1])),
            new Ticking { StartsAt = 5, RequestHeaders = [("Last-Event-ID", "2")] }.Observe((5, rest[0]), (6, rest[1]))).Nothing();
    }

    [Fact]
    public async Task ABroadcast_IsHealthy_ResumedWithAnAnnouncedGapToo()
    {
        using var lease = Services.GetRequiredService<BroadcastChannels>().Open("news")!;
        for (int i = 0; i < 12; i++)
            await lease.Channel.PublishAsync(new() { Type = "tick", Data = $"one\ntwo {i}" }, TestContext.Current.CancellationToken);
        var history = lease.Channel.Log.View!;
        byte[] heartbeat = EventFrame.OfComment("heartbeat").Bytes.ToArray();
        byte[] gap = EventFrame.Of(new GapNotice(4, GapReason.History, history.IdOf(7)).ToEvent()).Bytes.ToArray();

        Diagnosed.Session(
            new Ticking { End = ObservedEndKind.Stopped }.Observe((0, Frames(1, 3)), (15, heartbeat), (30, heartbeat)),
            new Ticking { StartsAt = 35, End = null, RequestHeaders = [("Last-Event-ID", history.IdOf(3))] }
                .Observe((35, [.. gap, .. Frames(8, 12)]), (50, heartbeat))).Nothing();

        byte[] Frames(int first, int last) =>
            [.. Enumerable.Range(first, last - first + 1).SelectMany(sequence => history.FrameOf(sequence)!.Bytes.ToArray())];
    }

    [Fact]
    public void EveryLessonThatAFindingNames_Exists()
    {
        var lessons = new Syllabus(typeof(App).Assembly).Lessons.Select(lesson => $"learn/{lesson.Name}");

        Assert.All(LessonPaths.All, path => Assert.Contains(path, lessons));
    }

    private static async Task<byte[][]> EventsAsync(Job job, long lastId)
    {
        var frames = Channel.CreateUnbounded<EventFrame>();
        await Wait.ForAsync(job.WriteEventsAsync(frames.Writer, lastId, TestContext.Current.CancellationToken), "the job's last event is written");
        frames.Writer.Complete();
        return [.. frames.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToBlockingEnumerable().Select(frame => frame.Bytes.ToArray())];
    }
}
