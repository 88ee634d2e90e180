using System.Text.RegularExpressions;

namespace SseDashboard.Streams.Tests;

/// <summary>The library's folders are layers: the types of one may refer to those of itself and of the folders before it.</summary>
public sealed partial class LayerTests
{
    private static readonly string[] Layers =
        ["Encoding", "Reading", "Options", "Http", "Tap", "Connections", "Admission", "Scripts", "Log", "Broadcast", "Endpoints"];

    // Independent of each other, though one comes first in the list.
    private static readonly (string From, string To)[] Apart = [("Broadcast", "Scripts"), ("Log", "Scripts"), ("Reading", "Encoding")];

    [Fact]
    public void Folders_AreTheLayers() => Assert.Equal(
        Layers.Order(),
        Directory.GetFiles(Repository.Library, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Library, file).Split(Path.DirectorySeparatorChar)[0])
            .Where(folder => folder is not ("obj" or "bin")).Distinct().Order());

    [Fact]
    public void Types_ReferToLowerLayersOnly()
    {
        var code = Layers.ToDictionary(layer => layer, layer => Directory.GetFiles(Path.Combine(Repository.Library, layer), "*.cs")
            .ToDictionary(file => Path.GetFileName(file), file => CommentOrText().Replace(File.ReadAllText(file), "")));
        var layerOf = (from layer in Layers
                       from text in code[layer].Values
                       from Match type in Declaration().Matches(text)
                       select (Type: type.Groups[1].Value, layer)).Distinct().ToDictionary(pair => pair.Type, pair => pair.layer);
        Assert.True(layerOf.Count > 40, $"Only {layerOf.Count} types were found: the test no longer reads the source.");

        string[] wrong = [.. (
            from layer in Layers
            from file in code[layer]
            from Match word in Word().Matches(file.Value)
            let other = layerOf.GetValueOrDefault(word.Value)
            where other is not null && !MayUse(layer, other)
            select $"{layer}/{file.Key} refers to {word.Value}, which is in {other}.").Distinct()];
        Assert.True(wrong.Length == 0, $"The layers are {string.Join(" <- ", Layers)}.\n{string.Join('\n', wrong)}");
    }

    private static bool MayUse(string from, string to) =>
        Array.IndexOf(Layers, to) <= Array.IndexOf(Layers, from) && !Apart.Contains((from, to));

    // The interpolated parts of strings go too; what they name is named elsewhere.
    [GeneratedRegex("""//[^\n]*|\"(\\.|[^\"\\\n])*\"|^using [^\n]*|^namespace [^\n]*""", RegexOptions.Multiline)]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"^(?:public|internal) (?:\w+ )*?(?:class|struct|record struct|record|enum|interface|delegate \w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
