using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A way to deliver every published event to every client of <c>/events</c> without loss.</summary>
internal interface IVariant
{
    void AddServices(IServiceCollection services);

    void Map(WebApplication app);

    /// <summary>Publishes one event.</summary>
    ValueTask PublishAsync(string data);

    /// <summary>Publishes for a given time at the pace of the slowest client; returns the number of events.</summary>
    long Saturate(TimeSpan time);

    /// <summary>Publishes single events for a given time, many of them at once; returns their number.</summary>
    long Pipeline(TimeSpan time) => throw new NotSupportedException("Only ours is measured like that.");
}
