using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Broadcast;
using SseDashboard.Edge;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Hosting.Requests;
using SseDashboard.Hosts;
using SseDashboard.Jobs;
using SseDashboard.Streams;
using SseDashboard.Watching;

namespace SseDashboard.Components.Tests;

/// <summary>A circuit on a host that has event streams, and a clock that the test moves.</summary>
public abstract class StreamContext : DashboardContext
{
    protected StreamContext()
    {
        Services.AddSingleton<IConfiguration>(Settings);
        Services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddMetrics();
        Services.AddServerSentEvents();
        Services.AddBroadcast(Settings);
        Services.AddHosts(Settings);
        Services.AddJobs();
        Services.AddSingleton<RefusalCounter>();
        Services.AddCircuitLimits();
        Services.AddSingleton<StreamsOverview>();
        Services.AddSingleton(new Lazy<ConnectionBudget>(new ConnectionBudget(limit: 20_000, reserved: 400, beside: 500, outgoing: 50)));
        Services.AddSingleton<ConnectionBound>();
    }

    protected FakeTimeProvider Clock { get; } = new();

    protected IConfigurationRoot Settings { get; } = new ConfigurationBuilder().AddInMemoryCollection().Build();

    internal ConnectionRegistry Registry => Services.GetRequiredService<ConnectionRegistry>();

    internal Publisher Publisher => Services.GetRequiredService<Publisher>();

    /// <summary>Opens a stream as a client of that address would; it lasts until it is dropped.</summary>
    internal Task ListenTo(string channel, string address = "192.0.2.1", string lastEventId = "", string query = "")
    {
        var context = new DefaultHttpContext { RequestServices = Services };
        context.Request.Path = $"/broadcast/{channel}";
        context.Request.QueryString = new(query);
        context.Request.Headers["Last-Event-ID"] = lastEventId;
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        var lease = Services.GetRequiredService<BroadcastChannels>().Open(channel)!;
        return EventStream.From(lease.Channel).ExecuteAsync(context);
    }

    /// <summary>Lets a second pass, after which a live page has looked once more.</summary>
    protected void PassASecond() => Clock.Advance(TimeSpan.FromSeconds(1));
}
