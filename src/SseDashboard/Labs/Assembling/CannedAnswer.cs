using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SseDashboard.Labs;

/// <summary>An event of a canned answer, or a line of one.</summary>
/// <param name="Data">The data.</param>
/// <param name="Type">The event's type; <see langword="null"/> for none.</param>
/// <param name="Id">The event's id; <see langword="null"/> for none.</param>
internal sealed record CannedEvent(string Data, string? Type = null, string? Id = null);

/// <summary>An answer in the format of one interface.</summary>
/// <param name="Body">The events of the answer, in order.</param>
/// <param name="End">The events that end it.</param>
/// <param name="Error">How the interface reports an error within a stream.</param>
internal sealed partial record CannedAnswer(IReadOnlyList<CannedEvent> Body, IReadOnlyList<CannedEvent> End, CannedEvent Error)
{
    /// <summary>What every format answers.</summary>
    public const string Text =
        "Server-sent events are one long HTTP response. The server writes each event as a few lines of text, `data:` and a blank line, "
        + "and the browser's EventSource dispatches it. When the connection breaks, the browser reconnects and sends Last-Event-ID, "
        + "so that the server can continue where it stopped. No handshake, no framing, no library. 👋 日本語も UTF-8 です。";

    /// <summary>What the formats with reasoning reason.</summary>
    public const string Reasoning = "The question is about server-sent events. Keep the answer short, and mention reconnecting.";

    /// <summary>Numbers of tokens, as the formats report them.</summary>
    public const int InputTokens = 14, OutputTokens = 92, ReasoningTokens = 18;

    // The formats leave the characters beyond ASCII as they are.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text in pieces of about one token: a word with the space before it, or another character.</summary>
    public static IReadOnlyList<string> Split(string text) => [.. Token().Matches(text).Select(match => match.Value)];

    /// <summary>An event with an object as its data.</summary>
    public static CannedEvent Of(object json, string? type = null, string? id = null) => new(JsonSerializer.Serialize(json, Plain), type, id);

    /// <summary>The events that a client gets.</summary>
    /// <param name="broken">What is wrong with the answer.</param>
    public IEnumerable<CannedEvent> Events(CannedFault broken) => broken switch
    {
        CannedFault.NoEnd => Body,
        CannedFault.Error => Body.Take(Body.Count / 2).Append(Error),
        CannedFault.Cut => Body.Take(Body.Count / 2),
        _ => Body.Concat(End),
    };

    [GeneratedRegex(@"\s?[\p{L}\p{N}'-]+|\s?\p{Cs}{2}|\s?.", RegexOptions.Singleline)]
    private static partial Regex Token();
}

/// <summary>What is wrong with a canned answer.</summary>
internal enum CannedFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The response ends without the events that end an answer.</summary>
    NoEnd,

    /// <summary>Halfway, an event reports an error, and the response ends.</summary>
    Error,

    /// <summary>Halfway, the connection breaks.</summary>
    Cut,
}
