namespace SseDashboard.Streams.Redis.Tests;

/// <summary>The suite with the log in memory.</summary>
public sealed class MemoryLogTests : LogSuite
{
    /// <inheritdoc/>
    protected override int MaxHosts => 1;

    /// <inheritdoc/>
    protected override string? Redis => null;
}

/// <summary>The suite with the log in Redis, shared by three hosts.</summary>
public sealed class RedisLogTests : LogSuite
{
    private RedisServer _server = null!;

    /// <inheritdoc/>
    protected override int MaxHosts => 3;

    /// <inheritdoc/>
    protected override string? Redis => _server.Address;

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }
}
