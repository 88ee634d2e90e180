using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A way to bring every published event to every client of <c>/events</c>, losing none.</summary>
internal interface IVariant
{
    void AddServices(IServiceCollection services);

    void Map(WebApplication app);

    /// <summary>Publishes one event.</summary>
    ValueTask PublishAsync(string data);

    /// <summary>Publishes as fast as the slowest client takes it, for this long; returns how many.</summary>
    long Saturate(TimeSpan time);
}
