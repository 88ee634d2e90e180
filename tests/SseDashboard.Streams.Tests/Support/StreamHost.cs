using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace SseDashboard.Streams.Tests;

/// <summary>A host with streams on real sockets and a clock that tests advance.</summary>
internal sealed class StreamHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lazy<BroadcastChannel> _channel;

    private StreamHost(WebApplication app, LogLines log)
    {
        _app = app;
        Log = log;
        _channel = new(() => new("test", Registry, app.Services.GetRequiredService<BroadcastPumps>(), new MemoryLogs("e")));
    }

    public FakeTimeProvider Clock { get; private init; } = null!;

    public LogLines Log { get; }

    public ConnectionRegistry Registry => _app.Services.GetRequiredService<ConnectionRegistry>();

    public BroadcastChannels Channels => _app.Services.GetRequiredService<BroadcastChannels>();

    public WireTaps Taps => _app.Services.GetRequiredService<WireTaps>();

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    public BroadcastChannel Channel => _channel.Value;

    public int Port => new Uri(_app.Urls.First()).Port;

    public Uri Uri => new(_app.Urls.First());

    /// <summary>The address of the HTTP/2 endpoint, without TLS.</summary>
    public Uri Http2 => new(_app.Urls.Last());

    public static Task<StreamHost> StartAsync(FrameProducer produce, params (string Key, string Value)[] options) =>
        MapAsync((_, routes) => routes.MapGet("/", () => EventStream.From(produce)), options);

    public static Task<StreamHost> BroadcastAsync(params (string Key, string Value)[] options) =>
        MapAsync((host, routes) => routes.MapGet("/", () => EventStream.From(host.Channel)), options);

    public static async Task<StreamHost> MapAsync(
        Action<StreamHost, IEndpointRouteBuilder> map, (string Key, string Value)[] options)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-01-01T00:00:00Z"));
        var log = new LogLines();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Configuration.AddInMemoryCollection(
            options.Select(option => KeyValuePair.Create($"Streams:{option.Key}", (string?)option.Value)));
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock).AddRoutingCore().AddServerSentEvents().AddInlineSocketScheduling();
        var app = builder.Build();
        var host = new StreamHost(app, log) { Clock = clock };
        app.UseRouting();
        map(host, app);
        app.UseEndpoints(_ => { });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Opens a stream and reads its headers.</summary>
    public Task<RawStream> OpenAsync(string target = "/", params string[] headers) => RawStream.OpenAsync(Port, target, headers);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>The log from the level of warnings.</summary>
    public sealed class LogLines : ConcurrentQueue<(LogLevel Level, string Text, Exception? Error)>, ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Enqueue((logLevel, formatter(state, exception), exception));
        }

        public void Dispose()
        {
        }
    }
}
