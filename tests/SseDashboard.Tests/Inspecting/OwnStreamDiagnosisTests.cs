using SseDashboard.Tests.Hosting;
using SseDashboard.Tests.Jobs;

namespace SseDashboard.Tests.Inspecting;

/// <summary>The inspector finds nothing wrong with the host's own streams, except what is.</summary>
public sealed class OwnStreamDiagnosisTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task DocumentsStream_HasItsEventOfTypeErrorAndItsTimesAsIds()
    {
        await using var stream = RelayedStream.Open(_host, "/sse");
        await stream.EventsAsync(4);
        foreach (var (second, events) in new[] { (2, 5), (4, 6), (6, 7) })
        {
            await _host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(second));
            await stream.EventsAsync(events);
        }

        await _host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(7));
        await stream.EndAsync();

        // Events of one millisecond have the same id.
        Assert.Equal(["ids-repeat", "error-event"], RelayedStream.Findings(_host, stream.Seen));
    }

    [Theory]
    [InlineData("/broadcast/news")]
    [InlineData("/labs/places/news?places=2")]
    public async Task Broadcast_WithHeartbeatsAndResumed_HasNothingWrong(string path)
    {
        using var client = _host.Connect();
        await using var first = RelayedStream.Open(_host, path);
        await Wait.UntilAsync(() => first.Seen.Snapshot().Counts.Bytes > 0, "the stream begins, so the channel has the listener");
        await PublishAsync(client, 1, 2);
        await first.EventsAsync(2);
        foreach (int beats in new[] { 1, 2, 3 })
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(15));
            await Wait.UntilAsync(() => first.Seen.Snapshot().Counts.Comments >= beats, $"heartbeat {beats} arrives");
        }

        Assert.Empty(RelayedStream.Findings(_host, first.Seen));
        await first.StopAsync();
        await PublishAsync(client, 3, 4);
        await using var second = RelayedStream.Open(_host, path, ("Last-Event-ID", first.Seen.Snapshot().Blocks[^1].LastEventId));
        await second.EventsAsync(2);
        Assert.Empty(RelayedStream.Findings(_host, first.Seen, second.Seen));
    }

    [Fact]
    public async Task Job_FromItsStartAndResumed_HasNothingWrong()
    {
        using var client = _host.Connect();
        string path = await _host.StartJobAsync(client, """{"limit": 10000000}""");
        await using var whole = RelayedStream.Open(_host, $"{path}/events");
        await whole.EndAsync();
        await using var rest = RelayedStream.Open(_host, $"{path}/events", ("Last-Event-ID", "1"));
        await rest.EndAsync();

        Assert.Equal((2L, 1L), (whole.Seen.Snapshot().Counts.Events, rest.Seen.Snapshot().Counts.Events));
        Assert.Empty(RelayedStream.Findings(_host, whole.Seen, rest.Seen));
    }

    [Theory]
    [InlineData("/labs/load?rate=1000&seconds=1")]
    [InlineData("/labs/hop/none/labs/load?rate=1000&seconds=1")]
    [InlineData("/labs/hop/buffer,obey/labs/load?rate=1000&seconds=1")]
    public async Task Load_AtARate_HasNothingWrong(string path)
    {
        await using var stream = RelayedStream.Open(_host, path);
        await Wait.UntilAsync(() => _host.OpenStreams >= 1, "the load is open");
        for (int due = 5; due <= 1_000; due += 5)
        {
            _host.Clock.Advance(TimeSpan.FromMilliseconds(5));
            await stream.EventsAsync(due);
        }

        await stream.EndAsync();
        Assert.Empty(RelayedStream.Findings(_host, stream.Seen));
    }

    [Fact]
    public async Task Load_InABurst_HasNothingWrong()
    {
        await using var stream = RelayedStream.Open(_host, "/labs/load?burst=2000&size=330");
        await stream.EndAsync();

        Assert.Empty(RelayedStream.Findings(_host, stream.Seen));
    }

    // Without ids, it cannot be resumed.
    [Theory]
    [InlineData("/labs/quiet?seconds=40&heartbeatMs=10000&text=beat", 10)]
    [InlineData("/labs/quiet?seconds=20", 20)]
    public async Task QuietStream_HasNoIds(string path, int step)
    {
        await using var stream = RelayedStream.Open(_host, path);
        await stream.ArrivedAsync(1);
        int seconds = int.Parse(path.Split("seconds=")[1].Split('&')[0], null);
        for (int second = step, chunks = 2; second <= seconds; second += step, chunks++)
        {
            await _host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(second));
            await stream.ArrivedAsync(chunks);
        }

        await stream.EndAsync();
        Assert.Equal(["no-ids"], RelayedStream.Findings(_host, stream.Seen));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task PublishAsync(HttpClient client, params int[] numbers)
    {
        foreach (int number in numbers)
            (await _host.SendAsync(client, HttpMethod.Post, "/broadcast/news", $$"""{"type": "tick", "data": "{{number}}"}""")).EnsureSuccessStatusCode();
    }
}
