using System.Text.RegularExpressions;

namespace SseDashboard.Conformance.Tests;

/// <summary>The type declarations of sse-parser.js name exactly what the module exports, takes and reports.</summary>
public sealed partial class DeclarationTests(Bench bench)
{
    [Fact]
    public async Task Declarations_NameWhatTheModuleHas()
    {
        string declarations = Comment().Replace(
            await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, "js", "protocol", "sse-parser.d.ts"), TestContext.Current.CancellationToken), "");
        var declared = Interface().Matches(declarations).ToDictionary(
            match => match.Groups["name"].Value,
            match => Member().Matches(match.Groups["body"].Value).Select(member => member.Groups["name"].Value));
        declared["functions"] = Function().Matches(declarations).Select(match => match.Groups["name"].Value);

        var used = await bench.RunAsync<Dictionary<string, string[]>>("parser-behaviour.js", "declaredNames");

        Assert.Equal(Text(used.ToDictionary(entry => entry.Key, entry => entry.Value.AsEnumerable())), Text(declared));
    }

    private static string Text(Dictionary<string, IEnumerable<string>> names) =>
        string.Join('\n', names.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}: {string.Join(' ', entry.Value.Order(StringComparer.Ordinal))}"));

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"export interface (?<name>\w+) \{(?<body>.*?)^\}", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Interface();

    [GeneratedRegex(@"^  (?:readonly )?(?<name>\w+)\??[(:]", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"^export function (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Function();
}
