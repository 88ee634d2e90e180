namespace SseDashboard.Streams;

/// <summary>Brings this host's history up to the log: reads what is missing, or all of it again if it is no longer its beginning.</summary>
internal sealed class LogReader(RedisLog log, RedisLogServices services)
{
    // Large enough to make round trips rare, small enough that a page neither blocks the server for long nor fills the memory.
    private const int PageBytes = 512 * 1024;

    /// <summary>Reads up to the log's last event, then answers the requests made before.</summary>
    public async Task CatchUpAsync(CancellationToken stopping)
    {
        long asked = log.Asked;
        var ring = log.View?.Ring;
        var epochs = log.View?.Epochs;
        bool hasMore = true;
        while (hasMore)
        {
            var page = await ReadAsync(ring?.Head ?? 0, stopping);
            if (ring is not null && !page.Continues(epochs!, ring.Head))
            {
                if (ring == log.View?.Ring)
                    services.Metrics.HistoryLost();
                // In place of what this host holds, the log from its beginning.
                ring = null;
                continue;
            }

            ring ??= After(page.Frames.Length > 0 ? page.Frames[0].Sequence - 1 : page.Head);
            // Before their events, so that a subscriber never finds an event with the epoch of another.
            if (ring == log.View?.Ring && !page.Epochs.SequenceEqual(log.View.Epochs))
                log.Replace(ring, page.Epochs);
            epochs = page.Epochs;
            ring = Add(ring, page);
            hasMore = page.HasMore;
        }

        if (ring != log.View?.Ring)
            log.Replace(ring!, epochs!);
        log.Seen.Add(epochs!, ring!.Head);
        log.Answer(asked);
    }

    private async Task<LogPage> ReadAsync(long after, CancellationToken stopping)
    {
        var redis = await services.Connection.OpenAsync().WaitAsync(stopping);
        var reply = await services.Read.RunAsync(
            redis.GetDatabase(), log.Keys.All, [.. log.Arguments(), after, PageBytes]).WaitAsync(stopping);
        services.Connection.Succeeded(isWrite: false);
        services.Metrics.Read();
        return new(reply);
    }

    // Where events are missing, because the log no longer has them, a new history begins behind them: its subscribers get a gap.
    private HistoryRing Add(HistoryRing ring, LogPage page)
    {
        foreach (var (sequence, bytes) in page.Frames)
        {
            if (bytes.Length > log.Options.MaxHistoryBytes)
            {
                ring = After(sequence);
                continue;
            }

            if (sequence != ring.Head + 1)
                ring = After(sequence - 1);
            ring.Add(bytes);
        }

        if (!page.HasMore && ring.Head < page.Head)
            ring = After(page.Head);
        return ring;
    }

    private HistoryRing After(long sequence) => new(log.Options.MaxHistoryEvents, log.Options.MaxHistoryBytes, sequence);
}
