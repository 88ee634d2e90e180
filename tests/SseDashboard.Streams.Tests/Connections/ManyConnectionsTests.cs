namespace SseDashboard.Streams.Tests;

/// <summary>Measures the memory of the process, so nothing else may run concurrently.</summary>
[CollectionDefinition(nameof(ManyConnectionsTests), DisableParallelization = true)]
[Collection(nameof(ManyConnectionsTests))]
public class ManyConnectionsTests
{
    [Fact]
    public async Task Registry_TenThousandOpenedAndClosed_KeepsNothing()
    {
        const int Batch = 250, Most = 4 * 1024 * 1024;
        await using var host = await StreamHost.BroadcastAsync(("MaxConnectionsPerAddress", "10000"));
        await Rounds(4);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await Rounds(36);
        await Wait.UntilAsync(() => host.Channel.Subscribers == 0, "no subscriber is left");
        // A leaked connection would keep its buffers: 36 batches of them are some 100 MB. Kestrel frees those of the last batch a little later.
        await Wait.UntilAsync(
            () => GC.GetTotalMemory(forceFullCollection: true) - before < Most, "the memory is free again", instead: () => $"{GC.GetTotalMemory(false) - before} bytes more than before.");
        Assert.Empty(host.Registry.Snapshot());
        Assert.Equal(40 * Batch, host.Registry.Totals.Opened);

        async Task Rounds(int count)
        {
            for (int i = 0; i < count; i++)
            {
                var clients = await Task.WhenAll(Enumerable.Range(0, Batch).Select(_ => host.OpenAsync()));
                await host.Channel.PublishAsync(new() { Data = "x" }, TestContext.Current.CancellationToken);
                foreach (var client in clients)
                    await client.DisposeAsync();
                await Wait.UntilAsync(() => host.Registry.Count == 0, "the registry is empty");
            }
        }
    }
}
