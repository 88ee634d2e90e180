using Microsoft.AspNetCore.Builder;

namespace SseDashboard.Streams.Tests;

/// <summary>Producers that keep running after their stream has ended.</summary>
public class StubbornProducerTests
{
    [Fact]
    public async Task Producer_IgnoresItsToken_StillEndsTheResponseAndIsLogged()
    {
        var release = new TaskCompletionSource();
        await using var host = await StreamHost.StartAsync((_, _) => release.Task, ("ProducerTimeout", "00:00:03"));
        await using var client = await host.OpenAsync();
        Assert.True(host.Registry.Drop(1));
        Assert.Equal("", await client.ToEndAsync());
        Assert.Equal(0, host.Registry.Count);
        Assert.Empty(host.Log);

        await Wait.UntilAsync(
            () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                return !host.Log.IsEmpty;
            },
            "the producer is logged");
        Assert.Equal(
            "The producer of stream 1 of / is still running 3 s after the stream ended. It must observe its cancellation token.",
            Assert.Single(host.Log).Text);
        release.SetException(new InvalidOperationException("late"));
        await Wait.UntilAsync(() => host.Log.Count == 2, "the producer's late exception is logged too");
        Assert.Equal("late", host.Log.Last().Error!.Message);
    }

    [Fact]
    public async Task Producer_EndsInTime_IsWaitedForBeforeTheRequestEnds()
    {
        var release = new TaskCompletionSource();
        var requestEnded = new TaskCompletionSource();
        await using var host = await StreamHost.MapAsync(
            (_, routes) =>
            {
                routes.MapGet("/", async context =>
                {
                    await EventStream.From((_, _) => release.Task).ExecuteAsync(context);
                    requestEnded.SetResult();
                });
                routes.MapGet("/other", () => EventStream.From((_, _) => Task.CompletedTask));
            },
            []);
        await using var client = await host.OpenAsync();
        Assert.True(host.Registry.Drop(1));
        Assert.Equal("", await client.ToEndAsync());
        // A whole other request gives a request that does not wait time to end.
        await using var other = await host.OpenAsync("/other");
        Assert.Equal("", await other.ToEndAsync());
        Assert.False(requestEnded.Task.IsCompleted);
        release.SetResult();
        await Wait.ForAsync(requestEnded.Task, "the request ends with its producer");
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task CancellationCallback_Blocks_StillEndsTheResponse()
    {
        using var blocked = new ManualResetEventSlim();
        await using var host = await StreamHost.StartAsync((_, cancellationToken) =>
        {
            cancellationToken.Register(() => blocked.Wait(CancellationToken.None));
            return Task.Delay(-1, cancellationToken);
        });
        await using var client = await host.OpenAsync();
        Assert.True(host.Registry.Drop(1));
        try
        {
            Assert.Equal("", await client.ToEndAsync());
        }
        finally
        {
            blocked.Set();
        }
    }
}
