using System.IO.Compression;
using System.Text;
using SseDashboard.Observing;

namespace SseDashboard.Tests.Relay;

/// <summary>Responses without end, in each of their parts.</summary>
public sealed class RelayBoundTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    [Theory]
    [InlineData("X-Endless: {0}\r\n")]
    [InlineData("X-Endless-in-one-line-{0}")]
    public async Task Headers_WithoutEnd_AreTooLarge(string part)
    {
        await using var server = new RawServer((stream, _) => RepeatAsync(stream, "HTTP/1.1 200 OK\r\n", number => string.Format(null, part, number)));

        AssertFailed(await new RelayBench().ObserveAsync(server.Url()), ObservedFailure.TooLarge, "Relay:MaxHeadKilobytes");
    }

    [Theory]
    [InlineData(900, ObservedEndKind.Completed)]
    [InlineData(1_100, ObservedEndKind.Failed)]
    public async Task Head_LargerThanTheBound_IsTooLarge(int bytes, ObservedEndKind end)
    {
        const string start = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Big: ";
        await using var server = new RawServer(start + new string('x', bytes - start.Length) + "\r\n\r\ndata: x\n\n");

        Assert.Equal(end, (await new RelayBench { Options = new() { MaxHeadKilobytes = 1 } }.ObserveAsync(server.Url())).End?.Kind);
    }

    [Fact]
    public async Task Headers_MoreThanTheBound_AreTooLarge()
    {
        string many = string.Concat(Enumerable.Range(0, 201).Select(number => $"X-{number}: 1\r\n"));
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\n{many}\r\n");

        var seen = await new RelayBench().ObserveAsync(server.Url());

        AssertFailed(seen, ObservedFailure.TooLarge, "has 201 headers", "Relay:MaxHeaders");
        Assert.Equal(200, seen.Head?.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task Head_ThatDoesNotCome_TimesOut(string start)
    {
        var begun = new TaskCompletionSource();
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start));
            begun.SetResult();
            await stream.ReadExactlyAsync(new byte[1]);
        });
        var bench = new RelayBench();

        var observing = bench.ObserveAsync(server.Url());
        await Wait.ForAsync(begun.Task, "the server receives the request");
        await bench.Clock.AdvanceToAsync(TimeSpan.FromSeconds(90));

        AssertFailed(await observing, ObservedFailure.Timeout, "within 90 s", "Relay:HeadTimeout");
    }

    [Fact]
    public async Task InterimResponses_WithoutEnd_AreBounded()
    {
        await using var server = new RawServer((stream, _) => RepeatAsync(stream, "", _ => "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));

        AssertFailed(await new RelayBench().ObserveAsync(server.Url()), ObservedFailure.TooLarge, "Relay:MaxHeadKilobytes");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "text/html, not text/event-stream")]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/event-stream\r\n\r\n", "500 Internal Server Error, not 200 OK")]
    public async Task Body_WithoutEndThatIsNoStream_IsReadToTheBound(string head, string reason)
    {
        await using var server = new RawServer((stream, _) => RepeatAsync(stream, head, _ => "0123456789"));

        var seen = await new RelayBench().ObserveAsync(server.Url());

        AssertStopped(seen, reason, "the first 65,536 bytes", "Relay:MaxOtherBytes");
        Assert.Equal(65_536, seen.Counts.Bytes);
        Assert.StartsWith("0123456789", Encoding.ASCII.GetString(seen.BodyStart.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatIsNoStreamAndTrickles_IsReadForAWhile()
    {
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"u8.ToArray());
            await stream.ReadExactlyAsync(new byte[1]);
        });
        var bench = new RelayBench();
        var request = RelayBench.Get(server.Url());
        var observation = bench.Observe(request);

        var observing = bench.Client.ObserveAsync(request, observation, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => observation.Snapshot().Counts.Bytes == 1, "the beginning of the body arrives");
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await Wait.ForAsync(observing, "the relay stops reading");

        AssertStopped(observation.Snapshot(), "application/json, not text/event-stream", "for 10 s", "Relay:MaxOtherDuration");
    }

    [Fact]
    public async Task Stream_WithoutEnd_IsReadToTheBound()
    {
        await using var server = new RawServer((stream, _) => RepeatAsync(stream, Head, number => $"data: {number:D10}\n\n"));

        var seen = await new RelayBench { Options = new() { MaxBytes = 180_000 } }.ObserveAsync(server.Url());

        AssertStopped(seen, "the first 180,000 bytes", "Relay:MaxBytes");
        Assert.Equal((180_000L, 10_000L), (seen.Counts.Bytes, seen.Counts.Events));
    }

    [Fact]
    public async Task Stream_OfExactlyTheBound_IsComplete()
    {
        await using var server = new RawServer(Head + string.Concat(Enumerable.Repeat("data: x\n\n", 1_024)));

        var seen = await new RelayBench { Options = new() { MaxBytes = 9 * 1_024 } }.ObserveAsync(server.Url());

        Assert.Equal((ObservedEndKind.Completed, 1_024), (seen.End?.Kind, seen.Counts.Events));
    }

    // A few bytes that decode to very many, and very many that decode to none.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Compression_CannotGetAroundTheBound(bool isBomb)
    {
        byte[] part = isBomb ? Gzip(new byte[10_000_000]) : EmptyGzip;
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n"u8.ToArray());
            while (true)
                await stream.WriteAsync(part);
        });

        var seen = await new RelayBench { Options = new() { MaxBytes = 200_000 } }.ObserveAsync(server.Url());

        AssertStopped(seen, "Relay:MaxBytes");
        Assert.Equal(isBomb ? 200_000 : 0, seen.Counts.Bytes);
    }

    [Fact]
    public async Task Block_BeyondTheObservationsBound_StopsTheReading()
    {
        await using var server = new RawServer((stream, _) => RepeatAsync(stream, Head, _ => new string('x', 10_000)));

        AssertStopped(await new RelayBench().ObserveAsync(server.Url()), "Observing:MaxBlockBytes");
    }

    internal static void AssertFailed(ObservationSnapshot seen, ObservedFailure failure, params string[] reasons)
    {
        Assert.Equal((ObservedEndKind.Failed, failure), (seen.End?.Kind, seen.End?.Failure));
        Assert.All(reasons, reason => Assert.Contains(reason, seen.End!.Reason, StringComparison.Ordinal));
    }

    internal static void AssertStopped(ObservationSnapshot seen, params string[] reasons)
    {
        Assert.Equal(ObservedEndKind.Stopped, seen.End?.Kind);
        Assert.All(reasons, reason => Assert.Contains(reason, seen.End!.Reason, StringComparison.Ordinal));
    }

    internal static async Task RepeatAsync(Stream stream, string start, Func<int, string> part)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start));
        for (int number = 0; ; number++)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(part(number)));
    }

    // RFC 1952. GZipStream writes nothing at all for no bytes.
    private static byte[] EmptyGzip => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
