using System.Text;
using SseDashboard.Observing;

namespace SseDashboard.Tests.Relay;

/// <summary>Newline-delimited JSON is read as long as an event stream, not as long as an error page.</summary>
public sealed class RelayLinesTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n";

    [Fact]
    public async Task Lines_ThatTrickle_AreReadToTheirEndWithTheirTimes()
    {
        var next = new TaskCompletionSource();
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Head}{{\"a\":1}}\n"));
            await next.Task;
            await stream.WriteAsync("{\"a\":2}\n"u8.ToArray());
        });
        var bench = new RelayBench();
        var request = RelayBench.Get(server.Url());
        var observation = bench.Observe(request);

        var observing = bench.Client.ObserveAsync(request, observation, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => observation.Snapshot().Counts.Events == 1, "the first line arrives");
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        next.SetResult();
        await Wait.ForAsync(observing, "the response ends");

        var seen = observation.Snapshot();
        Assert.Equal((ObservedEndKind.Completed, null), (seen.End?.Kind, seen.End?.Reason));
        Assert.Equal([0.0, 60], seen.Blocks.Select(block => (block.LastArrival - seen.StartedAt).TotalSeconds));
    }

    [Fact]
    public async Task Lines_BeyondTheBoundOfOtherBodies_AreAllRead()
    {
        await using var server = new RawServer(Head + string.Concat(Enumerable.Repeat("{\"a\":12345}\n", 20_000)));

        var seen = await new RelayBench().ObserveAsync(server.Url());

        Assert.Equal((ObservedEndKind.Completed, 20_000L, 240_000L), (seen.End?.Kind, seen.Counts.Events, seen.Counts.Bytes));
    }

    [Fact]
    public async Task Lines_BeyondTheBoundOfStreams_AreCutOff()
    {
        await using var server = new RawServer(Head + string.Concat(Enumerable.Repeat("{\"a\":12345}\n", 200)));

        var seen = await new RelayBench { Options = new() { MaxBytes = 1_200 } }.ObserveAsync(server.Url());

        Assert.Equal((ObservedEndKind.Stopped, 100L), (seen.End?.Kind, seen.Counts.Events));
        Assert.Contains("Relay:MaxBytes", seen.End!.Reason!, StringComparison.Ordinal);
    }
}
