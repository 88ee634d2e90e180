using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Says what an assembled text amounts to.</summary>
internal static class AssemblyWords
{
    private const string Nothing = "–";

    /// <summary>The figures, each with its name.</summary>
    public static IEnumerable<(string Name, string Value)> Figures(StreamAssembly assembly, ObservationSnapshot seen)
    {
        var text = assembly.Text;
        var last = seen.End?.At ?? seen.LastArrival;
        yield return ("First event", After(text.FirstEventAt));
        yield return ("First text", After(text.FirstFragmentAt));
        yield return (seen.End is null ? "So far" : "Total", After(last));
        yield return ("Text", $"{Quantity.Of(text.Characters, "character")} in {Quantity.Of(text.Fragments, "fragment")}");
        // Messages are whole: their speed says nothing.
        if (text.Parts.Any(part => part.Kind != PartKind.Message && part.SegmentCount > 1))
            yield return ("Speed", Speed(text));
        if (text.Usage is { } usage)
            yield return ("Tokens", Tokens(usage));
        if (text.Usage is { GeneratedIn: { TotalSeconds: > 0 } time, Output: { } output })
            yield return ("Speed by the server", Rate(output / time.TotalSeconds, "token"));
        if (text.Finished.Count > 0)
            yield return ("Finish reason", Reasons(text));

        string After(DateTimeOffset? at) => at is null ? Nothing : Quantity.Duration((at.Value - seen.StartedAt).TotalMilliseconds);
    }

    /// <summary>A part's name, with that of its answer if there are several.</summary>
    public static string Title(AssembledText text, AssembledPart part) =>
        ForeignText.Visible(text.HasGroups && part.Group is not null ? $"{part.Group} · {part.Label}" : part.Label)!;

    /// <summary>What to do about a stream whose format is not known.</summary>
    public static string Unknown(StreamAssembly assembly, bool isOpen) => assembly switch
    {
        { PathProblem: not null } => "Correct the path to read the stream.",
        { IsUnknown: true } => $"None of the known formats in the first {StreamAssembly.MostLookedAt} events. {Advice}",
        _ when isOpen => "No format recognised so far.",
        _ => $"None of the known formats. {Advice}",
    };

    private static string Advice => "If its events are JSON with a piece of text in each, choose JSON path and enter where the text is.";

    private static string Speed(AssembledText text) => string.Join(", ", new[]
    {
        text.CharactersPerSecond is { } characters ? Rate(characters, "character") : null,
        text.TokensPerSecond is { } tokens ? Rate(tokens, "token") : null,
    }.OfType<string>()) is { Length: > 0 } speed ? speed : Nothing;

    private static string Rate(double rate, string what) => string.Create(CultureInfo.InvariantCulture, $"{rate:N1} {what}s/s");

    private static string Tokens(TokenUsage usage) => string.Join(", ", new[]
    {
        usage.Input is { } input ? $"{input:N0} in" : null,
        usage.Output is { } output ? $"{output:N0} out{(usage.Reasoning is > 0 and var reasoning ? $" ({reasoning:N0} for reasoning)" : "")}" : null,
    }.OfType<string>());

    private static string Reasons(AssembledText text) => text.Finished.Count == 1
        ? ForeignText.Isolated(text.Finished.Values.Single())!
        : string.Join(", ", text.Finished.Take(5).Select(one => $"{one.Key}: {ForeignText.Isolated(one.Value)}")) + (text.Finished.Count > 5 ? ", …" : "");
}
