using System.Text.RegularExpressions;
using SseDashboard.Hosting;

namespace SseDashboard.Tests.Walls;

/// <summary>Checks the README's statements about the layout of the code.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root.FullName, "README.md"));

    [Fact]
    public void Drawing_HasEveryRoomAboveTheRoomsThatItUses()
    {
        var graph = new RoomGraph(typeof(Serving).Assembly.Location, "SseDashboard");
        string drawing = Drawing().Match(Text).Value.Replace("Program.cs, Dashboard.cs", RoomGraph.Root, StringComparison.Ordinal);
        var lines = drawing.Split('\n').Select((line, number) => (Rooms: Word().Matches(line).Select(word => word.Value), number))
            .SelectMany(line => line.Rooms.Where(word => word == "Streams" || graph.Rooms.Contains(word)), (line, room) => (room, line.number))
            .ToLookup(place => place.room, place => place.number);

        Assert.All(graph.Rooms.Append("Streams"), room => Assert.True(
            lines[room].Count() == 1, $"The README's drawing has {room} {lines[room].Count()} times instead of once."));
        Assert.All(graph.Arrows, arrow => Assert.True(
            lines[arrow.From].Single() < lines[arrow.To].Single(),
            $"{arrow.From} uses {arrow.To}, which the README does not draw below it: {graph.Examples(arrow.From, arrow.To)}."));
    }

    [Fact]
    public void Paths_AllExist()
    {
        string[] paths = [.. SourcePath().Matches(Text).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(
            Path.Exists(Path.Combine(Repository.Root.FullName, path)), $"The README names {path}, which does not exist."));
    }

    // The indented lines after the sentence that introduces them, to the next paragraph.
    [GeneratedRegex(@"(?<=A room uses only rooms on the lines below its own:\s+)    .*?(?=\n\n\S)", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("`((?:src|tests|e2e|wwwroot)/[^`* ]+)`")]
    private static partial Regex SourcePath();
}
