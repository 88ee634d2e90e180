using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the places lab; the configuration section <c>PlacesLab</c>.</summary>
internal sealed class PlacesOptions
{
    /// <summary>The longest name of a channel, in characters, as for every broadcast.</summary>
    public const int LongestName = 64;

    /// <summary>The most places that a request may ask for: as many as a storm has clients (<c>Storm:MaxClients</c>), which listen here too.</summary>
    [Range(1, 5_000)]
    public int MaxPlaces { get; init; } = 500;
}
