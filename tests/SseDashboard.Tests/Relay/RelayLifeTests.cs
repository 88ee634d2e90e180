using System.Text;
using SseDashboard.Observing;

namespace SseDashboard.Tests.Relay;

/// <summary>How long requests of the relay last, how many there are at once, and how fast they are read.</summary>
public sealed class RelayLifeTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    [Fact]
    public async Task Chunks_HaveTheTimesOfTheirArrival()
    {
        var bench = new RelayBench();
        var next = new SemaphoreSlim(0);
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head + "data: a\n\ndata: b\n\nda"));
            await next.WaitAsync();
            await stream.WriteAsync("ta: c\n\n"u8.ToArray());
        });
        var request = RelayBench.Get(server.Url());
        var observation = bench.Observe(request);

        var observing = bench.Client.ObserveAsync(request, observation, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => observation.Snapshot().Counts.Chunks == 1, "the first chunk arrives");
        // Longer than a head may take.
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        next.Release();
        await Wait.ForAsync(observing, "the stream ends");

        var seen = observation.Snapshot();
        var (start, later) = (bench.Clock.GetUtcNow().AddMinutes(-2), bench.Clock.GetUtcNow());
        Assert.Equal([start, start, later], seen.Blocks.Select(block => block.LastArrival));
        Assert.Equal([start, later], seen.Blocks[2].Chunks.Select(chunk => chunk.At));
        Assert.Equal((start, later), (seen.Head?.At, seen.End?.At));
    }

    [Fact]
    public async Task Requests_MoreThanTheBound_AreForbiddenUntilOneEnds()
    {
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head));
            await stream.ReadExactlyAsync(new byte[1]);
        });
        await using var other = new RawServer(Head);
        var bench = new RelayBench { Options = new() { MaxConcurrent = 1 } };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var request = RelayBench.Get(server.Url());
        var first = bench.Observe(request);

        var observing = bench.Client.ObserveAsync(request, first, stop.Token);
        await Wait.UntilAsync(() => first.Snapshot().Head is not null, "the first request is answered");
        RelayAddressTests.AssertForbidden(await bench.ObserveAsync(other.Url()), "1 requests are open", "Relay:MaxConcurrent");
        await stop.CancelAsync();
        await Wait.ForAsync(observing, "the first request stops");

        Assert.Equal((ObservedEndKind.Stopped, null), (first.Snapshot().End?.Kind, first.Snapshot().End?.Reason));
        Assert.Equal(ObservedEndKind.Completed, (await bench.ObserveAsync(other.Url())).End?.Kind);
    }

    [Fact]
    public async Task Stream_LongerThanTheBound_IsStopped()
    {
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head));
            await stream.ReadExactlyAsync(new byte[1]);
        });
        var bench = new RelayBench();
        var request = RelayBench.Get(server.Url());
        var observation = bench.Observe(request);

        var observing = bench.Client.ObserveAsync(request, observation, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => observation.Snapshot().Head is not null, "the request is answered");
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await Wait.ForAsync(observing, "the request stops");

        RelayBoundTests.AssertStopped(observation.Snapshot(), "2:00:00", "Relay:MaxDuration");
    }

    // The observer is slow at every chunk. Nothing may be read meanwhile but what the HTTP client buffers at a time.
    [Fact]
    public async Task Stream_FasterThanTheObserver_IsNotReadAhead()
    {
        var endless = new EndlessStream(Head, "data: 0123456789\n\n");
        var bench = new RelayBench { Options = new() { MaxBytes = 2_000_000 }, Open = (_, _) => Task.FromResult<Stream>(endless) };
        var request = RelayBench.Get("http://127.0.0.1:5160/");
        var observation = bench.Observe(request);
        long ahead = 0;
        observation.Changed += () =>
        {
            for (int i = 0; i < 200; i++)
                Thread.Yield();
            ahead = Math.Max(ahead, endless.Given - observation.Snapshot().Counts.Bytes);
        };

        await Wait.ForAsync(bench.Client.ObserveAsync(request, observation, TestContext.Current.CancellationToken), "the relay reads to its bound");

        Assert.Equal(2_000_000, observation.Snapshot().Counts.Bytes);
        Assert.InRange(ahead, 0, 200_000);
    }

    [Fact]
    public async Task Connection_ThatIsNotAccepted_TimesOut()
    {
        var never = new TaskCompletionSource<Stream>();
        var bench = new RelayBench { Open = (_, left) => never.Task.WaitAsync(left), Names = { ["slow.test"] = [["203.0.113.1", "203.0.113.2"]] } };

        var observing = bench.ObserveAsync("http://slow.test/");
        // Each address has its share of the time.
        await bench.Clock.AdvanceToAsync(TimeSpan.FromSeconds(5));
        await bench.Clock.AdvanceToAsync(TimeSpan.FromSeconds(10));

        RelayBoundTests.AssertFailed(
            await observing, ObservedFailure.Timeout, "did not accept a connection to port 80 (203.0.113.1, 203.0.113.2) within 10 s");
        Assert.Equal(2, bench.Connected.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_AtAnyStage_ClosesTheConnection(bool isConnected)
    {
        var gone = new TaskCompletionSource();
        await using var server = new RawServer(async (stream, _) =>
        {
            if (await stream.ReadAsync(new byte[1]) == 0)
                gone.SetResult();
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var never = new TaskCompletionSource<Stream>();
        Task<Stream>? opening = null;
        var bench = new RelayBench { Open = isConnected ? null : (_, left) => opening = never.Task.WaitAsync(left) };
        var request = RelayBench.Get(server.Url());
        var observation = bench.Observe(request);

        var observing = bench.Client.ObserveAsync(request, observation, stop.Token);
        await Wait.UntilAsync(() => isConnected ? !server.Requests.IsEmpty : !bench.Connected.IsEmpty, "the relay connects");
        await stop.CancelAsync();
        await Wait.ForAsync(observing, "the relay stops");

        Assert.Equal(ObservedEndKind.Stopped, observation.Snapshot().End?.Kind);
        if (isConnected)
            await Wait.ForAsync(gone.Task, "the server sees the connection close");
        else
            await Wait.UntilAsync(() => opening!.IsCanceled, "the relay stops opening the connection");
    }

    // A server that is always ready with more.
    private sealed class EndlessStream(string start, string part) : MemoryStream
    {
        private readonly byte[] _part = Encoding.ASCII.GetBytes(part);
        private readonly byte[] _start = Encoding.ASCII.GetBytes(start);
        private long _given;

        /// <summary>The bytes of the body that were read.</summary>
        public long Given => Interlocked.Read(ref _given) - _start.Length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                long at = _given + i;
                buffer.Span[i] = at < _start.Length ? _start[at] : _part[(at - _start.Length) % _part.Length];
            }

            Interlocked.Add(ref _given, buffer.Length);
            return ValueTask.FromResult(buffer.Length);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
