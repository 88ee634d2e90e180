using Mono.Cecil;

namespace SseDashboard.Tests.Walls;

/// <summary>
/// Which rooms of an assembly use which others. A room is the part of a namespace after the root's; its sub-namespaces belong
/// to it. Signatures, attributes and method bodies are all read, those of lambdas and async methods as parts of the type that
/// holds them. Constants and <c>nameof</c> leave no trace in an assembly and are not seen.
/// </summary>
internal sealed class RoomGraph
{
    private readonly string _root;
    private readonly Dictionary<(string From, string To), SortedSet<string>> _uses = [];

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <param name="root">The namespace whose children are the rooms. Types in it, and in none, make up the room <see cref="Root"/>.</param>
    public RoomGraph(string path, string root)
    {
        _root = root;
        using var module = ModuleDefinition.ReadModule(path);
        foreach (var type in module.Types)
        {
            if (RoomOf(type, module) is not { } from)
                continue;
            Rooms.Add(from);
            foreach (var used in type.NestedTypes.SelectMany(WithNested).Prepend(type).SelectMany(TypeUses.Of).SelectMany(TypeUses.Flatten))
            {
                var outermost = Outermost(used);
                if (RoomOf(outermost, module) is { } to && to != from)
                    Add(from, to, $"{NameOf(type)} uses {NameOf(outermost)}");
            }
        }
    }

    /// <summary>The room of <c>Program</c> and of types directly in the root namespace.</summary>
    public const string Root = "Root";

    /// <summary>The rooms that have a type.</summary>
    public SortedSet<string> Rooms { get; } = new(StringComparer.Ordinal);

    /// <summary>The arrows from room to room.</summary>
    public IEnumerable<(string From, string To)> Arrows => _uses.Keys.Order();

    /// <summary>The types on both sides of an arrow: "AccessTokenGate uses X", at most three of them.</summary>
    public string Examples(string from, string to)
    {
        var uses = _uses[(from, to)];
        return string.Join("; ", uses.Take(3)) + (uses.Count > 3 ? $" (and {uses.Count - 3} more)" : "");
    }

    /// <summary>A cycle of rooms, the shortest there is, with its first room repeated at the end; empty if there is none.</summary>
    public IReadOnlyList<string> FindCycle() =>
        Rooms.Select(ShortestWayBack).Where(cycle => cycle.Count > 0).MinBy(cycle => cycle.Count) ?? [];

    private List<string> ShortestWayBack(string start)
    {
        var seen = new HashSet<string>();
        var paths = new Queue<List<string>>([[start]]);
        while (paths.TryDequeue(out var path))
        {
            foreach (string room in Used(path[^1]))
            {
                List<string> longer = [.. path, room];
                if (room == start)
                    return longer;
                if (seen.Add(room))
                    paths.Enqueue(longer);
            }
        }

        return [];
    }

    private IEnumerable<string> Used(string room) => Arrows.Where(arrow => arrow.From == room).Select(arrow => arrow.To);

    private void Add(string from, string to, string use)
    {
        if (!_uses.TryGetValue((from, to), out var uses))
            _uses[(from, to)] = uses = new(StringComparer.Ordinal);
        uses.Add(use);
    }

    private string? RoomOf(TypeReference type, ModuleDefinition module)
    {
        if (type.Namespace == _root || (type.Namespace.Length == 0 && type.Name == "Program" && type.Scope == module))
            return Root;
        return type.Namespace.StartsWith($"{_root}.", StringComparison.Ordinal) ? type.Namespace[(_root.Length + 1)..].Split('.')[0] : null;
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string NameOf(TypeReference type) => type.Name.Split('`')[0];
}
