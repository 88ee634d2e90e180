using System.Text.RegularExpressions;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>Finds the secrets of a request by the names of its headers and parameters.</summary>
internal static partial class Secrets
{
    /// <summary>What stands for a secret in a text that others may read.</summary>
    public const string Placeholder = "SECRET";

    /// <summary>Whether a header or parameter of this name holds a secret. Better to mask one too many than one too few.</summary>
    public static bool IsSecret(string name) => Credentials.IsField(name) || ShortName().IsMatch(name);

    /// <summary>The address with a placeholder for the value of each secret parameter, and for a user name and password.</summary>
    public static string Mask(string address) => Replace(address, Placeholder);

    /// <summary>The address without the values of secret parameters, and without a user name and password.</summary>
    public static string Remove(string address) => Replace(address, "");

    private static string Replace(string address, string value) =>
        Parameter().Replace(UserInfo().Replace(address, value.Length == 0 ? "$1" : $"$1{value}@"), match =>
            IsSecret(Uri.UnescapeDataString(match.Groups[2].Value)) ? $"{match.Groups[1].Value}{match.Groups[2].Value}={value}" : match.Value);

    // Names of parameters that are too short to be looked for within other names.
    [GeneratedRegex("^(key|sig|code|pwd|sid)$|(^|[-_])auth($|[-_])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ShortName();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*://)[^/?#@]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex("([?&#;])([^=&#;]+)=([^&#;]*)")]
    private static partial Regex Parameter();
}
