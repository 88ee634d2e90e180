using SseDashboard.Hosting;

namespace SseDashboard.Observing;

/// <summary>The bounds of observations.</summary>
internal static class ObservingExtensions
{
    /// <summary>Adds <see cref="ObservingOptions"/>; a wrong value stops the start.</summary>
    public static void AddObserving(this IServiceCollection services) =>
        services.AddBoundedOptions<ObservingOptions>(ObservingOptions.Section);
}
