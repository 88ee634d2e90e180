using System.Reflection;

namespace SseDashboard.Streams.Tests;

public sealed class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Library, "README.md"));

    [Fact]
    public void Options_AreAllListed() => Assert.All(
        typeof(StreamOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance),
        option => Assert.Contains($"`{option.Name}`", Text, StringComparison.Ordinal));

    [Fact]
    public async Task Metrics_AreAllListed()
    {
        await using var host = await StreamHost.BroadcastAsync();
        Assert.Equal(0, host.Registry.Count);
        using var metering = new Metering(host.Meters);
        Assert.NotEmpty(metering.Units);
        Assert.All(
            metering.Units.Keys,
            metric => Assert.Contains($"{metric["sse.server.".Length..]}`", Text, StringComparison.Ordinal));
    }
}
