namespace SseDashboard.Learning.Format;

/// <summary>The bytes of a stream, and where they are cut into chunks.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Cuts">The offsets of the cuts: ascending, each inside the stream.</param>
public sealed record StreamInput(byte[] Bytes, IReadOnlyList<int> Cuts)
{
    /// <summary>
    /// The most bytes. As text, they fit into a field (<see cref="Display.CircuitText.Longest"/>); in an address they take 3,200
    /// characters, which every browser and server accepts.
    /// </summary>
    public const int MaxBytes = 2_400;

    /// <summary>The most bytes that can be shown in hex: three characters each.</summary>
    public const int MaxHexBytes = MaxBytes / 3;

    /// <summary>An empty stream.</summary>
    public static readonly StreamInput Empty = new([], []);

    /// <summary>The chunks in order; none of them is empty.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chunks
    {
        get
        {
            var chunks = new List<ReadOnlyMemory<byte>>();
            int start = 0;
            foreach (int end in Cuts.Append(Bytes.Length))
            {
                if (end > start)
                    chunks.Add(Bytes.AsMemory(start, end - start));
                start = end;
            }

            return chunks;
        }
    }

    /// <summary>The same bytes, cut between every two.</summary>
    public StreamInput CutEverywhere() => this with { Cuts = [.. Enumerable.Range(1, Math.Max(0, Bytes.Length - 1))] };
}
