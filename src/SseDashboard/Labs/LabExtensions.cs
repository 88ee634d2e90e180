namespace SseDashboard.Labs;

/// <summary>All labs: streams to experiment with.</summary>
internal static class LabExtensions
{
    /// <summary>Adds the services of all labs.</summary>
    public static void AddLabs(this IServiceCollection services)
    {
        services.AddIdleProxy();
        services.AddLoadLab();
        services.AddLessonLabs();
        services.AddErrorLab();
        services.AddPlacesLab();
        services.AddHopLab();
        services.AddFaultLab();
        services.AddAssembleLab();
        services.AddBrokenLab();
        services.AddStorm();
        services.AddHostsLab();
    }

    /// <summary>Maps the endpoints of all labs.</summary>
    public static void MapLabs(this IEndpointRouteBuilder routes)
    {
        routes.MapIdleProxy();
        routes.MapLoadLab();
        routes.MapLessonLabs();
        routes.MapErrorLab();
        routes.MapPlacesLab();
        routes.MapHopLab();
        routes.MapFaultLab();
        routes.MapAssembleLab();
        routes.MapBrokenLab();
        routes.MapHostsLab();
    }
}
