using System.Reflection;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams.Redis.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Broadcast:Redis", "")]
    [InlineData("Broadcast:Redis", "localhost:6379,pasword=secret")]
    [InlineData("Broadcast:Linger", "-00:00:01")]
    [InlineData("Broadcast:Replicas", "101")]
    [InlineData("Broadcast:KeyPrefix", "{a}")]
    [InlineData("Broadcast:Rediss", "localhost")]
    public async Task Start_WrongOption_StopsWithTheKey(string key, string value)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => BroadcastHost.StartAsync(key == "Broadcast:Redis" ? value : "localhost:6379", (key, value)));
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AreAllInTheReadme()
    {
        string readme = File.ReadAllText(Path.Combine(Source.Library, "README.md"));
        Assert.All(
            typeof(RedisBroadcastOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance),
            option => Assert.Contains($"`{option.Name}`", readme, StringComparison.Ordinal));
    }
}
