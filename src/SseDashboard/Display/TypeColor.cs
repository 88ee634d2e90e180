namespace SseDashboard.Display;

/// <summary>A stable colour for each event type, the same in every view.</summary>
internal static class TypeColor
{
    // The golden angle spreads neighbouring hashes as far apart as possible.
    private const double GoldenAngle = 137.508;

    /// <summary>The hue of a type in degrees, the same for the same type in every run.</summary>
    public static int HueOf(string? type) => type switch
    {
        null or "" or "message" => 250,
        "init" => 200,
        "error" => 25,
        "gap" => 70,
        "final" => 305,
        _ => (int)(Hash(type) % 1000 * GoldenAngle % 360),
    };

    private static uint Hash(string type)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        uint hash = 2166136261;
        foreach (char c in type)
            hash = (hash ^ c) * 16777619;
        return hash;
    }
}
