namespace SseDashboard.Streams.Tests;

/// <summary>A watcher that does not read.</summary>
public class WireWatcherTests
{
    [Fact]
    public async Task Watch_NobodyReads_CountsTheRecordsDropped()
    {
        await using var host = await StreamHost.StartAsync(
            async (frames, cancellationToken) =>
            {
                for (int i = 0; i < 100; i++)
                    await frames.WriteAsync(EventFrame.Of(new() { Data = $"{i}" }), cancellationToken);
            },
            ("MaxWatcherRecords", "16"));
        using var watcher = host.Taps.Watch();
        await using var client = await host.OpenAsync($"/?watch={watcher.Token}");
        await client.ToEndAsync();
        await Wait.UntilAsync(() => host.Registry.Count == 0, "the stream has ended");
        var records = new List<WireRecord>();
        while (watcher.Records.TryRead(out var record))
            records.Add(record);

        // The request, the response, a hundred frames and the end, of which sixteen fit.
        Assert.Equal(17, records.Count);
        Assert.Equal(103 - 16, Assert.IsType<WireMissed>(records[^1]).Count);
        Assert.Equal(103 - 16, watcher.Missed);
    }

    [Fact]
    public async Task Watch_NobodyReadsLargeFrames_KeepsAsManyAsTheBytesAllow()
    {
        await using var host = await StreamHost.StartAsync(
            async (frames, cancellationToken) =>
            {
                for (int i = 0; i < 10; i++)
                    await frames.WriteAsync(EventFrame.Of(new() { Data = new string('x', 992) }), cancellationToken);
            },
            ("MaxEventBytes", "1000"),
            ("MaxWatcherBytes", "4000"));
        using var watcher = host.Taps.Watch();
        for (int round = 1; round <= 2; round++)
        {
            await using var client = await host.OpenAsync($"/?watch={watcher.Token}");
            await client.ToEndAsync();
            await Wait.UntilAsync(() => host.Registry.Count == 0, "the stream has ended");
            var frames = new List<WireFrame>();
            while (watcher.Records.TryRead(out var record))
            {
                if (record is WireFrame frame)
                    frames.Add(frame);
            }

            // The headers of the request and of the response are a part of the 4,000.
            Assert.Equal(3, frames.Count);
            Assert.Equal(7 * round, watcher.Missed);
        }
    }
}
