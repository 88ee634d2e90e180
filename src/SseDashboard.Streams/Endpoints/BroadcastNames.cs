using System.Text.RegularExpressions;

namespace SseDashboard.Streams;

/// <summary>The default rule for channel names.</summary>
internal static partial class BroadcastNames
{
    public static bool IsValid(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
