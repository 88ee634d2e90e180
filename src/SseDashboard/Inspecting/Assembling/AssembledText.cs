using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Something that an event reported, or that is wrong with it.</summary>
/// <param name="Event">The number of the event's block, from 0.</param>
/// <param name="Sentence">What, as a sentence.</param>
public readonly record struct AssemblyRemark(long Event, string Sentence);

/// <summary>The tokens that a stream reports.</summary>
/// <param name="Input">Tokens of the request.</param>
/// <param name="Output">Tokens of the answer, those of reasoning included.</param>
/// <param name="Reasoning">Those of reasoning.</param>
/// <param name="GeneratedIn">The time that the server itself measured for the answer.</param>
public readonly record struct TokenUsage(long? Input, long? Output, long? Reasoning = null, TimeSpan? GeneratedIn = null);

/// <summary>
/// What the fragments of a stream amount to: its parts, why it finished, and how fast it came. Bounded by
/// <see cref="ObservingOptions.MaxAssembledBytes"/> and <see cref="ObservingOptions.MaxAssembledParts"/>.
/// </summary>
public sealed partial class AssembledText
{
    /// <summary>The most errors, and fragments that are no JSON, that are listed; others are only counted.</summary>
    public const int MostListed = 20;

    private readonly ObservingOptions _bounds;
    private readonly Dictionary<string, AssembledPart> _byKey = new(StringComparer.Ordinal);
    private readonly List<AssembledPart> _parts = [];
    private readonly Dictionary<string, string> _finished = new(StringComparer.Ordinal);
    private readonly List<AssemblyRemark> _errors = [];
    private readonly List<AssemblyRemark> _broken = [];

    internal AssembledText(ObservingOptions bounds) => _bounds = bounds;

    /// <summary>The parts, in the order of their first event.</summary>
    public IReadOnlyList<AssembledPart> Parts => _parts;

    /// <summary>Whether there are several answers, so that <see cref="AssembledPart.Group"/> matters.</summary>
    public bool HasGroups => _parts.Select(part => part.Group).Distinct().Skip(1).Any();

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    /// <summary>How many fragments had text.</summary>
    public long Fragments { get; private set; }

    /// <summary>How many characters arrived, those cut included: Unicode code points, not counting the second half of a surrogate pair.</summary>
    public long Characters { get; private set; }

    /// <summary>How many of them were not kept.</summary>
    public long Cut { get; private set; }

    /// <summary>Which bound they exceed; <see langword="null"/> if none were cut.</summary>
    public string? CutWhy { get; private set; }

    /// <summary>Why each answer finished, as the stream says it.</summary>
    public IReadOnlyDictionary<string, string> Finished => _finished;

    /// <summary>The tokens that the stream reports; <see langword="null"/> if it reports none.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>The event that ended the answer, and how it says so; <see langword="null"/> if there was none.</summary>
    public AssemblyRemark? EndMark { get; private set; }

    /// <summary>Errors that events reported.</summary>
    public IReadOnlyList<AssemblyRemark> Errors => _errors;

    /// <summary>How many there were.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>Events whose data is not valid JSON.</summary>
    public IReadOnlyList<AssemblyRemark> Broken => _broken;

    /// <summary>How many there were.</summary>
    public long BrokenCount { get; private set; }

    /// <summary>What the format's reader has to say, as sentences: which revision it is, what it did not find. <see langword="null"/> for nothing.</summary>
    public string? Explanation { get; private set; }

    /// <summary>When the first event arrived.</summary>
    public DateTimeOffset? FirstEventAt { get; private set; }

    /// <summary>When the first fragment with text arrived.</summary>
    public DateTimeOffset? FirstFragmentAt { get; private set; }

    /// <summary>When the last one arrived.</summary>
    public DateTimeOffset? LastFragmentAt { get; private set; }

    /// <summary>The longest time between two fragments, and the event that ended it.</summary>
    public (TimeSpan Length, long Event)? LongestPause { get; private set; }

    /// <summary>Characters a second, from the first fragment to the last, without what had arrived with the first one.</summary>
    public double? CharactersPerSecond => Streamed is { } seconds ? (Characters - _firstCharacters) / seconds : null;

    /// <summary>
    /// Tokens a second over the same time, without the same share, and without tokens of reasoning that the stream does not show.
    /// </summary>
    public double? TokensPerSecond => Streamed is { } seconds && Usage is { Output: { } output } usage && Characters > 0
        ? Math.Max(0, output - (_parts.Any(part => part.Kind == PartKind.Reasoning) ? 0 : usage.Reasoning ?? 0))
            * ((double)(Characters - _firstCharacters) / Characters) / seconds
        : null;

    private double? Streamed => (LastFragmentAt - FirstFragmentAt)?.TotalSeconds is > 0 and var seconds ? seconds : null;
}
