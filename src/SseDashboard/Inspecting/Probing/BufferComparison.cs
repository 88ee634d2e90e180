using SseDashboard.Display;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// <c>compressed</c> and <c>buffered</c>, from how the same stream arrives when it is asked for without compression.
/// </summary>
internal static class BufferComparison
{
    // Fewer blocks in fewer bursts say nothing about how a stream arrives.
    private const int FewestBlocks = 5;
    private const int FewestBursts = 3;

    // Blocks in a burst, on average.
    private const double Bursty = 3;

    // What arrives at once with the request may be history.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    public static IEnumerable<Finding> Of(Examination connection, Examination probe)
    {
        if (!connection.IsStream || !probe.IsStream)
            yield break;
        // Two whole streams are compared to their ends, which are never at the same time; of others, what both had the time for.
        bool areWhole = connection.Seen.End?.Kind == ObservedEndKind.Completed && probe.Seen.End?.Kind == ObservedEndKind.Completed;
        var over = areWhole
            ? TimeSpan.MaxValue
            : TimeSpan.FromTicks(Math.Min((connection.Until - connection.Seen.StartedAt).Ticks, (probe.Until - probe.Seen.StartedAt).Ticks));
        var (usual, plain) = (Arrivals.Of(connection, over), Arrivals.Of(probe, over));
        bool isCompressed = IsCompressed(connection) && !IsCompressed(probe);
        string[] evidence =
        [
            $"As requested: {usual}.",
            $"With Accept-Encoding: identity: {plain}.",
        ];
        if (plain.IsSteady && usual.IsHeldBack(plain))
            yield return isCompressed ? Compressed(connection, evidence, usual) : Buffered(connection, evidence, usual);
        else if (isCompressed && plain.IsSteady && usual.IsSteady)
            yield return Flushed(connection, evidence);
    }

    private static bool IsCompressed(Examination connection) =>
        connection.Seen.Head!.Headers.Find("Content-Encoding") is { } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    private static Finding Compressed(Examination connection, string[] evidence, Arrivals usual) => new(
        "compressed", SeverityOf(usual),
        "Compression holds events back: without it, the same stream arrives event by event.",
        [connection.Header("Content-Encoding"), .. evidence], BufferRules.Uncompressed, LessonPaths.Between);

    private static Finding Buffered(Examination connection, string[] evidence, Arrivals usual) => new(
        "buffered", SeverityOf(usual),
        "Events arrive in bursts, but one by one if the request rules out compression: something on the way collects what it may compress.",
        [.. evidence, connection.Header("X-Accel-Buffering")],
        BufferRules.Unbuffered, LessonPaths.Between);

    private static Finding Flushed(Examination connection, string[] evidence) => new(
        "compressed", Severity.Note,
        "The stream is compressed, but not held back: it arrives as it does without compression.",
        [connection.Header("Content-Encoding"), .. evidence],
        "Nothing, as long as the compressor is flushed after each event. Compression on a proxy may still hold events back.",
        LessonPaths.Between);

    // A stream that had nothing to send at first looks like one that is held back.
    private static Severity SeverityOf(Arrivals usual) => usual.Blocks == 0 ? Severity.Warning : Severity.Error;

    /// <summary>How a stream arrived after the request.</summary>
    private readonly record struct Arrivals(int Blocks, int Bursts, TimeSpan? First, TimeSpan Over)
    {
        private double Density => Bursts == 0 ? 0 : (double)Blocks / Bursts;

        /// <summary>Whether enough arrived, bit by bit.</summary>
        public bool IsSteady => Blocks >= FewestBlocks && Bursts >= FewestBursts && Density < Bursty;

        public static Arrivals Of(Examination connection, TimeSpan over)
        {
            var start = connection.Seen.StartedAt;
            var clumps = connection.Clumps.Where(clump => clump.At - start <= over).ToArray();
            var later = clumps is [{ Blocks.Count: > 1 } first, ..] && first.At - start <= AtOnce ? clumps[1..] : clumps;
            return new(later.Sum(clump => clump.Blocks.Count), later.Length, clumps is [var any, ..] ? any.At - start : null, over);
        }

        /// <summary>Whether this is the same stream, held back.</summary>
        public bool IsHeldBack(Arrivals plain) => Blocks == 0 ? First is null : Density >= Bursty && Density >= 2 * plain.Density;

        public override string ToString() => First is { } first
            ? $"{Quantity.Of(Blocks, "block")} in {Quantity.Of(Bursts, "burst")}, the first after {Words.Seconds(first)}"
            : $"nothing in {Words.Seconds(Over)}";
    }
}
