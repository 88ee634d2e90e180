using SseDashboard.Hosting;

namespace SseDashboard.Tests.Walls;

/// <summary>The allowed dependencies between the dashboard's rooms: its top-level folders, each a namespace.</summary>
public sealed class WallTests
{
    // Each room may use only the rooms listed after its colon. Root is Program and Dashboard, which compose the host.
    // An arrow must be in use to stay in the table.
    private const string Table = """
        Root:        Broadcast Components Document Edge Hosting Hosts Interop Jobs Labs Learning Observing Operating Relay Replay Security Streams Watching

        Components:  Broadcast Comparing Display Edge Exchange Feed Hosting Hosts Inspecting Interop Jobs Labs Learning Observing Relay Replay Streams Watching

        Learning:    Broadcast Comparing Display Exchange Feed Hosting Inspecting Interop Jobs Labs Observing Security Streams

        Exchange:    Display Feed Interop Streams
        Comparing:   Feed Interop Jobs
        Inspecting:  Display Interop Observing Relay Replay Streams
        Feed:        Display Interop
        Watching:    Interop Streams

        Broadcast:   Display Hosting Security Streams
        Document:    Hosting Security Streams
        Hosts:       Hosting Streams
        Jobs:        Hosting Security Streams
        Labs:        Edge Hosting Security Streams
        Operating:   Hosting Security Streams
        Relay:       Edge Hosting Observing Streams
        Replay:      Hosting Security Streams

        Security:    Hosting
        Edge:        Hosting Streams
        Observing:   Hosting Streams
        Hosting:     Streams

        Display:     Streams
        Interop:
        """;

    private static readonly Dictionary<string, HashSet<string>> Allowed = Table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(row => row.Split(':'))
        .ToDictionary(row => row[0], row => row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    private static readonly RoomGraph Dashboard = new(typeof(Serving).Assembly.Location, "SseDashboard");

    [Fact]
    public void Rooms_UseOnlyWhatTheTableAllows()
    {
        // The dashboard compiles one internal file of the library, which is in the library's namespace.
        var unknown = Dashboard.Rooms.Where(room => !Allowed.ContainsKey(room) && room != "Streams")
            .Select(room => $"{room} is not in the table: add it with the rooms that it may use.");
        var forbidden = Dashboard.Arrows.Where(arrow => Allowed.TryGetValue(arrow.From, out var rooms) && !rooms.Contains(arrow.To))
            .Select(arrow => $"{arrow.From} must not use {arrow.To}: {Dashboard.Examples(arrow.From, arrow.To)}.");
        AssertNone(unknown.Concat(forbidden));
    }

    [Fact]
    public void Table_HasNoArrowThatIsNotUsed()
    {
        var gone = Allowed.Keys.Except(Dashboard.Rooms).Select(room => $"There is no room {room}: remove it from the table.");
        var unused = Allowed.SelectMany(row => row.Value, (row, to) => (From: row.Key, To: to)).Except(Dashboard.Arrows)
            .Select(arrow => $"{arrow.From} does not use {arrow.To} any more: remove the arrow from the table, and from the drawing in the README.");
        AssertNone(gone.Concat(unused));
    }

    [Fact]
    public void Rooms_FormNoCycle()
    {
        var cycle = Dashboard.FindCycle();
        AssertNone(cycle.Count == 0
            ? []
            : [$"The rooms form a cycle: {string.Join(" -> ", cycle)}.", .. cycle.Zip(cycle.Skip(1), Dashboard.Examples)]);
    }

    private static void AssertNone(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));
}
