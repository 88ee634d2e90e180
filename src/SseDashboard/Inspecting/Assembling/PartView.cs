namespace SseDashboard.Inspecting;

/// <summary>
/// What a page shows of a part: its newest pieces one by one, and before them text as a whole. So a stream of 100,000 fragments costs
/// no more to render than one of a few hundred.
/// </summary>
/// <param name="Part">The part.</param>
/// <param name="Hidden">How many UTF-16 units of its beginning are not shown.</param>
/// <param name="Before">The text before the pieces.</param>
/// <param name="Segments">The newest pieces.</param>
public sealed record PartView(AssembledPart Part, int Hidden, string Before, IReadOnlyList<AssembledSegment> Segments)
{
    /// <summary>The most pieces shown one by one, of all parts together: about a screen of text. Each is an element of the page.</summary>
    public const int MostSegments = 400;

    /// <summary>The most UTF-16 units shown before them, of all parts together.</summary>
    public const int MostBefore = 8_000;

    /// <summary>The most UTF-16 units shown of one piece. Real ones have a few characters.</summary>
    public const int MostOfSegment = 2_000;

    private const int FewestSegments = 4;

    /// <summary>What is shown of a text.</summary>
    public static IReadOnlyList<PartView> Of(AssembledText text)
    {
        int parts = Math.Max(1, text.Parts.Count);
        return [.. text.Parts.Select(part => Of(part, Math.Max(FewestSegments, MostSegments / parts), MostBefore / parts))];
    }

    // The beginning moves in steps of half a window: if it moved with every piece, so would the text before it.
    private static PartView Of(AssembledPart part, int most, int mostBefore)
    {
        int count = part.SegmentCount, step = most / 2;
        int start = count <= most ? 0 : (count - most + step - 1) / step * step;
        var (before, hidden) = part.TextBefore(start, mostBefore);
        return new(part, hidden, before, [.. Enumerable.Range(start, count - start).Select(i => part.Segment(i, MostOfSegment))]);
    }
}
