using System.Globalization;
using System.Text.RegularExpressions;
using SseDashboard.Replay;

namespace SseDashboard.Inspecting;

/// <summary>Names for recordings.</summary>
internal static partial class RecordingNames
{
    // Leaves room for a number within the 64 characters of a name.
    private const int Longest = 60;

    /// <summary>A name after the last part of a path or file name, without its extension.</summary>
    public static string Suggest(string path)
    {
        string last = path.TrimEnd('/').Split('/', '\\')[^1];
        string stem = last.LastIndexOf('.') is > 0 and var dot ? last[..dot] : last;
        string name = Unsuitable().Replace(stem, "-").Trim('-', '.');
        return name.Length switch
        {
            0 => "recording",
            > Longest => name[..Longest],
            _ => name,
        };
    }

    /// <summary>The name, or with a number if a recording has it.</summary>
    public static string Free(string name, KeptRecordings recordings)
    {
        string free = name;
        for (int number = 2; recordings.Find(free) is not null; number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return free;
    }

    /// <summary>The format of a file by its extension; <see langword="null"/> to have its first byte decide.</summary>
    public static string? FormatOf(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".SSE" => RecordingReader.Sse,
        ".NDJSON" => RecordingReader.Ndjson,
        _ => null,
    };

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex Unsuitable();
}
