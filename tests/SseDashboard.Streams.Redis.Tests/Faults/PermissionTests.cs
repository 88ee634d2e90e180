namespace SseDashboard.Streams.Redis.Tests;

/// <summary>What hosts do with a user of Redis that may run only some commands.</summary>
public sealed class PermissionTests : FaultTest
{
    [Theory]
    [InlineData("resetchannels", "allchannels")]
    [InlineData("-publish", "+publish")]
    [InlineData("-xadd", "+xadd")]
    [InlineData("-xtrim", "+xtrim")]
    [InlineData("-pexpire", "+pexpire")]
    [InlineData("-del", "+del")]
    public async Task Permission_Withdrawn_IsNamedAndNothingIsLostOrPublishedTwice(string withdraw, string grant)
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Streams:MaxHistoryEvents", "3"), ("Streams:MaxIdempotencyKeys", "2"));
        var listener = await ListenAsync(host);
        var published = new List<Published>();
        for (int i = 1; i <= 4; i++)
        {
            published.Add(new($"{i}", await host.PublishAsync($"{i}", $"key-{i}")));
            await listener.UntilAsync($"{i}");
        }

        await server.RunCommandAsync("ACL", "SETUSER", "default", withdraw);
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("5", "key-5"));
        Assert.Contains("does not permit this user a command", error.Message);
        Assert.True(error.MayBePublished);
        await server.RunCommandAsync("ACL", "SETUSER", "default", grant);
        published.Add(new("5", await host.PublishAsync("5", "key-5")));
        published.Add(new("6", await host.PublishAsync("6", "key-6")));
        await listener.UntilAsync("6");
        Assert.Equal(["1", "2", "3", "4", "5", "6"], listener.Data);
        Assert.Empty(listener.Gaps);
        Checker.AssertNone(Checker.Check(published, [listener.Transcript], await ReplayAsync(host, "6")));
    }

    [Fact]
    public async Task User_WithThePermissionsOfTheReadme_PublishesListensAndWaitsForReplicas()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(Source.Library, "README.md"), TestContext.Current.CancellationToken);
        string rules = Assert.Single(readme.Split('\n'), line => line.StartsWith("ACL SETUSER sse ", StringComparison.Ordinal));
        var server = await ServerAsync();
        await server.RunCommandAsync(rules.Split(' '));
        string address = $"{server.Address},user=sse,password=secret";
        var host = await HostAsync(address, ("Streams:MaxHistoryEvents", "2"));
        var listener = await ListenAsync(host);
        for (int i = 1; i <= 4; i++)
            await host.PublishAsync($"{i}", $"key-{i}");
        await listener.UntilAsync("4");
        Assert.Null(host.Channels.Trouble);
        var waits = await HostAsync(address, ("Broadcast:Replicas", "1"), ("Broadcast:ReplicaTimeout", "00:00:00.1"));
        Assert.Contains("did not confirm", (await Assert.ThrowsAsync<BroadcastUnavailableException>(() => waits.PublishAsync("5"))).Message);
    }
}
