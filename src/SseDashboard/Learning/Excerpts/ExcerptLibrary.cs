using System.Reflection;
using System.Text.RegularExpressions;

namespace SseDashboard.Learning.Excerpts;

/// <summary>
/// The excerpts embedded in the assembly: from a line <c>// excerpt: name</c> to the next <c>// end excerpt</c> of a source file; in Lua,
/// both with <c>--</c>.
/// </summary>
public static partial class ExcerptLibrary
{
    private const string Prefix = "excerpts/";
    private const string End = "// end excerpt";
    private const string EndInLua = "-- end excerpt";

    private static readonly Lazy<IReadOnlyDictionary<string, Excerpt>> Known = new(ReadAll);

    /// <summary>All excerpts.</summary>
    public static IEnumerable<Excerpt> All => Known.Value.Values;

    /// <summary>Finds an excerpt.</summary>
    /// <exception cref="KeyNotFoundException">No source file has that marker.</exception>
    public static Excerpt Find(string name) => Known.Value.TryGetValue(name, out var excerpt)
        ? excerpt
        : throw new KeyNotFoundException($"No source file has the marker '// excerpt: {name}'. Add it, with '{End}' after the last line.");

    /// <summary>Reads the excerpts of one file.</summary>
    /// <exception cref="InvalidDataException">An excerpt has no end, or there is an end without an excerpt.</exception>
    public static IEnumerable<Excerpt> Read(string file, string source)
    {
        var language = Path.GetExtension(file) switch
        {
            ".js" => ExcerptLanguage.JavaScript,
            ".lua" => ExcerptLanguage.Lua,
            _ => ExcerptLanguage.CSharp,
        };
        string end = language == ExcerptLanguage.Lua ? EndInLua : End;
        string? name = null;
        var lines = new List<string>();
        foreach (string line in source.ReplaceLineEndings("\n").Split('\n'))
        {
            var start = Marker().Match(line);
            bool isEnd = line.Trim() == end;
            if ((start.Success && name is not null) || (isEnd && name is null))
                throw new InvalidDataException($"{file}: '{line.Trim()}' is out of place. Each excerpt needs one '{end}' before the next begins.");
            if (start.Success)
                name = start.Groups[1].Value;
            else if (isEnd)
            {
                yield return new(name!, file, language, Dedent(lines));
                (name, lines) = (null, []);
            }
            else if (name is not null)
                lines.Add(line);
        }

        if (name is not null)
            throw new InvalidDataException($"{file}: the excerpt '{name}' has no '{end}'.");
    }

    private static Dictionary<string, Excerpt> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = new Dictionary<string, Excerpt>();
        foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            foreach (var excerpt in Read(resource[Prefix.Length..], reader.ReadToEnd()))
                all.Add(excerpt.Name, excerpt);
        }

        return all;
    }

    private static string Dedent(List<string> lines)
    {
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..] : "")).Trim('\n');
    }

    [GeneratedRegex(@"^\s*(?://|--) excerpt: ([a-z0-9-]+)\s*$")]
    private static partial Regex Marker();
}
