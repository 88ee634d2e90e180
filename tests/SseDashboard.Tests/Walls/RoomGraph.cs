using Mono.Cecil;

namespace SseDashboard.Tests.Walls;

/// <summary>
/// The dependencies between the rooms of an assembly. A room is a child of the root namespace, with its descendants. The graph
/// covers signatures, attributes and method bodies; lambdas and async methods count as part of the type that contains them.
/// Constants and <c>nameof</c> leave no trace in an assembly, so their uses are missed.
/// </summary>
internal sealed class RoomGraph
{
    private readonly string _root;
    private readonly Dictionary<(string From, string To), SortedSet<string>> _uses = [];

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <param name="root">The namespace whose children are the rooms. Its own types, and <c>Program</c>, form the room <see cref="Root"/>.</param>
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

    /// <summary>All rooms, by name.</summary>
    public SortedSet<string> Rooms { get; } = new(StringComparer.Ordinal);

    /// <summary>The pairs of rooms of which the first uses the second.</summary>
    public IEnumerable<(string From, string To)> Arrows => _uses.Keys.Order();

    /// <summary>Up to three uses that cause an arrow: "AccessTokenGate uses X".</summary>
    public string Examples(string from, string to)
    {
        var uses = _uses[(from, to)];
        return string.Join("; ", uses.Take(3)) + (uses.Count > 3 ? $" (and {uses.Count - 3} more)" : "");
    }

    /// <summary>The shortest cycle of rooms, with the first room repeated at the end; empty if there is none.</summary>
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
