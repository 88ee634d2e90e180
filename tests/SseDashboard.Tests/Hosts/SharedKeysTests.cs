using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SseDashboard.Hosts.Keys;
using SseDashboard.Streams.Redis.Tests;

namespace SseDashboard.Tests.Hosts;

/// <summary>The data protection keys of hosts on a real Redis.</summary>
public sealed class SharedKeysTests
{
    private const string List = "sse:{hosts}:protection";

    [Fact]
    public async Task Text_ProtectedByOneHost_IsReadByTheOther()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ReportingHost.StartAsync("one", redis.Address);
        await using var other = await ReportingHost.StartAsync("other", redis.Address);
        string text = Protector(one).Protect("hello");

        Assert.Equal("hello", Protector(other).Unprotect(text));
        Assert.Equal(1, await CountAsync(redis));
        // Hosts in different folders must read each other's texts too.
        Assert.Equal("SseDashboard", one.Host.Services.GetRequiredService<IOptions<DataProtectionOptions>>().Value.ApplicationDiscriminator);
    }

    [Fact]
    public async Task Key_MadeWithoutRedis_IsSharedOnceRedisIsBack()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        await using var one = new ReportingHost("one", redis.Address);
        string text = Protector(one).Protect("hello");
        await redis.RunAsync();
        await ReportingHost.UntilAsync(() => one.Known is { Trouble: null, All.Count: 1 }, "the host reports to Redis", one);
        Assert.Equal(1, await CountAsync(redis));
        await using var other = await ReportingHost.StartAsync("other", redis.Address);

        Assert.Equal("hello", Protector(other).Unprotect(text));
        Assert.Equal("hello", Protector(one).Unprotect(text));
    }

    [Fact]
    public async Task Key_MadeByAnotherHost_EndsTheCacheOfTheKeys()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ReportingHost.StartAsync("one", redis.Address);
        await using var other = await ReportingHost.StartAsync("other", redis.Address);
        Protector(one).Protect("hello");
        Protector(other).Protect("hello");
        var key = one.Host.Services.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));

        // The cache, which does not read the keys unless it has ended.
        var cache = other.Host.Services.GetRequiredService<IKeyRingProvider>();
        await ReportingHost.UntilAsync(
            () => cache.GetCurrentKeyRing().GetAuthenticatedEncryptorByKeyId(key.KeyId, out _) is not null, "the other host has the new key in its cache", other);
    }

    [Fact]
    public async Task Key_StillBeingSent_IsNotSentAgain()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ReportingHost.StartAsync("one", redis.Address);
        var keys = one.Host.Services.GetRequiredService<SharedKeys>();
        int before = await CountAsync(redis);
        await redis.HoldAsync();
        var storing = Task.Run(() => keys.StoreElement(new("key"), "key"), TestContext.Current.CancellationToken);
        await Wait.UntilAsync(
            () =>
            {
                one.Host.Clock.Advance(TimeSpan.FromSeconds(1));
                return storing.IsCompleted;
            },
            "the host stops waiting for Redis");
        var again = keys.CatchUpAsync(before, TestContext.Current.CancellationToken);
        await redis.ReleaseAsync();

        await Wait.ForAsync(again, "the key is sent");
        Assert.Equal(before + 1, await CountAsync(redis));
    }

    [Fact]
    public async Task Key_SentTwice_IsReadOnce()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ReportingHost.StartAsync("one", redis.Address);
        string text = Protector(one).Protect("hello");
        await redis.RunCommandAsync("RPUSH", List, await redis.RunCommandAsync("LINDEX", List, "0"));
        await using var other = await ReportingHost.StartAsync("other", redis.Address);

        Assert.Equal(2, await CountAsync(redis));
        Assert.Equal("hello", Protector(other).Unprotect(text));
    }

    [Fact]
    public async Task Keys_BeyondTheBound_AreNotReadAndThatIsLogged()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.RunCommandAsync(["RPUSH", List, .. Enumerable.Range(0, 11).Select(i => $"<x i=\"{i}\"/>")]);
        await using var host = await ReportingHost.StartAsync("one", redis.Address, ("Hosts:MaxKeys", "10"));

        Protector(host).Protect("hello");

        Assert.Contains(host.Host.Logs.Problems, problem => problem.Contains($"11 data protection keys in {List}; only the newest 10 are read (Hosts:MaxKeys)", StringComparison.Ordinal));
    }

    private static IDataProtector Protector(ReportingHost host) =>
        host.Host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<int> CountAsync(RedisServer redis) =>
        int.Parse(await redis.RunCommandAsync("LLEN", List), CultureInfo.InvariantCulture);
}
