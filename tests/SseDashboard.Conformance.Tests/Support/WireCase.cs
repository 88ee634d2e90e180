using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SseDashboard.Conformance.Tests;

/// <summary>A stream of the corpus and its interpretation by section 9.2 of the HTML Living Standard.</summary>
/// <param name="Name">The group and what the case tests; unique.</param>
/// <param name="Rule">The section and its rule, in short.</param>
/// <param name="Stream">
/// The bytes: a text, encoded as UTF-8, or a list of texts and <c>{ "hex": "…" }</c> objects for other bytes.
/// </param>
/// <param name="Events">The events dispatched.</param>
/// <param name="LastEventId">The final last event ID string.</param>
/// <param name="Comments">Each comment, verbatim after the colon.</param>
/// <param name="Retry">Each reconnection time set, in milliseconds.</param>
/// <param name="Discarded">Why each block was not dispatched.</param>
/// <param name="Ignored">Each field without effect, and why.</param>
public sealed record WireCase(
    string Name,
    string Rule,
    JsonElement Stream,
    IReadOnlyList<WireEvent> Events,
    string LastEventId,
    IReadOnlyList<string>? Comments = null,
    IReadOnlyList<double>? Retry = null,
    IReadOnlyList<string>? Discarded = null,
    IReadOnlyList<string>? Ignored = null)
{
    /// <summary>The whole corpus, read from wire-cases.json.</summary>
    public static IReadOnlyList<WireCase> All { get; } = Json.Read<List<WireCase>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wire-cases.json")));

    /// <summary>The bytes of the stream.</summary>
    [JsonIgnore]
    public byte[] Bytes { get; } = Stream.ValueKind == JsonValueKind.Array
        ? [.. Stream.EnumerateArray().SelectMany(BytesOf)]
        : BytesOf(Stream);

    /// <summary>The outcome that a parser must report.</summary>
    [JsonIgnore]
    public Outcome Expected => new(Events, Comments ?? [], Retry ?? [], Discarded ?? [], Ignored ?? [], LastEventId);

    private static byte[] BytesOf(JsonElement part) => part.ValueKind == JsonValueKind.Object
        ? Convert.FromHexString(part.GetProperty("hex").GetString()!)
        : Encoding.UTF8.GetBytes(part.GetString()!);
}

/// <summary>An event as a client dispatches it.</summary>
public sealed record WireEvent(string Type, string Data, string LastEventId);

/// <summary>Everything that a parser reports for a stream; compared as text.</summary>
public sealed record Outcome(
    IReadOnlyList<WireEvent> Events,
    IReadOnlyList<string> Comments,
    IReadOnlyList<double> Retry,
    IReadOnlyList<string> Discarded,
    IReadOnlyList<string> Ignored,
    string LastEventId)
{
    /// <inheritdoc/>
    public override string ToString() => Json.Write(this);
}
