using StackExchange.Redis;

namespace SseDashboard.Streams.Redis.Tests;

public sealed class LazyConnectionTests : FaultTest
{
    [Fact]
    public async Task Open_AfterItFailed_IsTriedAgain()
    {
        var configuration = new ConfigurationOptions();
        using var connection = new LazyConnection(configuration);
        await Assert.ThrowsAsync<ArgumentException>(connection.OpenAsync);
        configuration.EndPoints.Add((await ServerAsync()).Address);
        var redis = await Wait.ForAsync(connection.OpenAsync(), "the connection is opened");
        Assert.True(redis.IsConnected);
        Assert.Same(redis, await connection.OpenAsync());
    }
}
