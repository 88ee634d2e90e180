using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>Blocks that arrived together.</summary>
/// <param name="At">When the first of them was complete.</param>
/// <param name="Blocks">The blocks, in order.</param>
internal sealed record Clump(DateTimeOffset At, IReadOnlyList<EventBlock> Blocks)
{
    // Counted from the first block, so that a fast stream falls into many clumps. It is longer than a burst takes to be read, and
    // far shorter than any pause that a rule looks for.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<Clump> Of(IReadOnlyList<EventBlock> blocks)
    {
        var clumps = new List<Clump>();
        for (int start = 0; start < blocks.Count;)
        {
            int end = start + 1;
            while (end < blocks.Count && blocks[end].LastArrival - blocks[start].LastArrival <= Longest)
                end++;
            clumps.Add(new(blocks[start].LastArrival, [.. blocks.Skip(start).Take(end - start)]));
            start = end;
        }

        return clumps;
    }
}
