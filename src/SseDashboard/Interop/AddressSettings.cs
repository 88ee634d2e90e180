using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace SseDashboard.Interop;

/// <summary>A page's settings in the query of its address, so that a reload or a link restores them.</summary>
internal sealed class AddressSettings
{
    // In characters, escaped. Kestrel accepts a request line of 8 KB.
    private const int Longest = 2_000;

    private readonly NavigationManager _navigation;
    private readonly string _path;
    private readonly Dictionary<string, string> _initial;

    /// <summary>Reads the settings of the current address.</summary>
    public AddressSettings(NavigationManager navigation)
    {
        _navigation = navigation;
        var address = new Uri(navigation.Uri);
        _path = address.AbsolutePath;
        // The last one counts, where a name is given twice.
        _initial = QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => pair.Value[^1] ?? "", StringComparer.Ordinal);
    }

    /// <summary>The value that the page was opened with; the default if there is none or it is not acceptable.</summary>
    public string Read(string name, string fallback, Func<string, bool> accept) =>
        _initial.TryGetValue(name, out string? value) && accept(value) ? value : fallback;

    /// <inheritdoc cref="Read(string, string, Func{string, bool})"/>
    public bool Read(string name, bool fallback) => Read(name, fallback ? On : Off, value => value is On or Off) == On;

    /// <summary>
    /// Writes the settings into the address, in place of the current entry of the browser's history. Leaves out those that have
    /// their default, and texts too long for an address. Does nothing if the address has them already, or is another page's.
    /// </summary>
    public void Write(params ReadOnlySpan<(string Name, string Value, string Default)> settings)
    {
        if (new Uri(_navigation.Uri).AbsolutePath != _path)
            return;
        var query = new Dictionary<string, object?>();
        foreach (var (name, value, fallback) in settings)
            query[name] = value == fallback || Uri.EscapeDataString(value).Length > Longest ? null : value;
        string address = _navigation.GetUriWithQueryParameters(query);
        if (address != _navigation.Uri)
            _navigation.NavigateTo(address, replace: true);
    }

    /// <summary>The text of a switch.</summary>
    public static string Of(bool value) => value ? On : Off;

    private const string On = "on";
    private const string Off = "off";
}
