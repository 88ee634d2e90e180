using System.Globalization;
using System.Text.Json;
using SseDashboard.Display;

namespace SseDashboard.Inspecting;

/// <summary>A value of a JSON text. Numbers, strings and duplicate names are as they were written.</summary>
/// <param name="Name">Its name in an object, or its index in an array; <see langword="null"/> for the outermost value.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The value as written, at most <see cref="JsonTree.MostOfValue"/> characters; of an object or array, its size.</param>
public sealed record JsonBranch(string? Name, JsonValueKind Kind, string Text)
{
    private readonly List<JsonBranch> _children = [];

    /// <summary>The values in it, in their order.</summary>
    public IReadOnlyList<JsonBranch> Children => _children;

    /// <summary>Which values are left out, as a sentence; <see langword="null"/> if none is.</summary>
    public string? LeftOut { get; internal set; }

    internal void Add(JsonBranch child) => _children.Add(child);
}

/// <summary>An event's data as a tree of JSON values. It is bounded, as a page of ten thousand values takes seconds to lay out.</summary>
internal static class JsonTree
{
    /// <summary>The most of one string or number, in UTF-16 units.</summary>
    public const int MostOfValue = 300;

    /// <summary>The most values shown: some screens full.</summary>
    public const int MostValues = 500;

    /// <summary>The most values shown of one object or array, so that the others are shown as well.</summary>
    public const int MostChildren = 100;

    /// <summary>The deepest value shown; the outermost has depth 0. At 390 px, a deeper one has no room.</summary>
    public const int Deepest = 20;

    // In UTF-16 units. Parsing a larger one would keep the circuit from a click.
    private const int LongestText = 2_000_000;

    /// <summary>The tree, or why there is none, as a sentence.</summary>
    public static (JsonBranch? Tree, string? Problem) Of(string data)
    {
        if (data.AsSpan().TrimStart() is not ['{' or '[', ..])
            return (null, "The data is not a JSON object or array.");
        if (data.Length > LongestText)
            return (null, $"The data has {Quantity.Of(data.Length, "character")}. As JSON, at most {LongestText:N0} are shown.");
        try
        {
            using var document = JsonDocument.Parse(data, new() { MaxDepth = 1_000 });
            return (Grow(document.RootElement), null);
        }
        catch (JsonException exception)
        {
            return (null, string.Create(CultureInfo.InvariantCulture,
                $"The data is not valid JSON from line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} on: {exception.Message.Split(" LineNumber:")[0]}"));
        }
    }

    // Level by level, so that a bound leaves out what is deep and not what comes late.
    private static JsonBranch Grow(JsonElement element)
    {
        var root = BranchOf(null, element);
        var next = new Queue<(JsonBranch Branch, JsonElement Element, int Depth)>([(root, element, 0)]);
        int room = MostValues - 1;
        while (next.TryDequeue(out var parent))
        {
            int size = SizeOf(parent.Element);
            int taken = parent.Depth < Deepest ? Math.Min(size, Math.Min(room, MostChildren)) : 0;
            foreach (var (name, value) in ChildrenOf(parent.Element).Take(taken))
            {
                var child = BranchOf(name, value);
                parent.Branch.Add(child);
                if (SizeOf(value) > 0)
                    next.Enqueue((child, value, parent.Depth + 1));
            }

            room -= taken;
            if (taken < size)
                parent.Branch.LeftOut = taken == 0 ? $"{Quantity.Of(size, "value")} not shown." : $"{Quantity.Of(size - taken, "more value")} not shown.";
        }

        return root;
    }

    private static JsonBranch BranchOf(string? name, JsonElement element) => new(name is { Length: > MostOfValue } ? $"{name[..MostOfValue]}…" : name, element.ValueKind, element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{Quantity.Of(SizeOf(element), "member")}}}",
        JsonValueKind.Array => $"[{Quantity.Of(SizeOf(element), "item")}]",
        _ => Bounded(element.GetRawText()),
    });

    private static IEnumerable<(string Name, JsonElement Value)> ChildrenOf(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Select(member => (member.Name, member.Value))
        : element.EnumerateArray().Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item));

    private static int SizeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.GetPropertyCount(),
        JsonValueKind.Array => element.GetArrayLength(),
        _ => 0,
    };

    private static string Bounded(string text) =>
        text.Length <= MostOfValue ? text : $"{text[..MostOfValue]}… ({Quantity.Of(text.Length, "character")})";
}
