using MudBlazor;
using MudBlazor.Services;
using SseDashboard.Components;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Hosting.Requests;
using SseDashboard.Interop;
using SseDashboard.Observing;
using SseDashboard.Watching;

namespace SseDashboard;

/// <summary>The Blazor side of the host.</summary>
internal static class Dashboard
{
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud =>
        {
            // At the bottom, where it hides the least of a log that is being read, and opaque, for its contrast.
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            mud.SnackbarConfiguration.MaximumOpacity = 100;
            mud.SnackbarConfiguration.VisibleStateDuration = 10_000;
        });
        services.AddObserving();
        services.AddScoped<PageReturn>();
        services.AddSingleton<StreamsOverview>();
        return services;
    }

    /// <summary>Answers an unknown path with a page. Must come first, so that the page goes through all other middleware.</summary>
    public static void UseNotFoundPage(this WebApplication app) =>
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);

    public static void MapDashboard(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(CircuitSocket.Configure).AnswerHead();
    }
}
