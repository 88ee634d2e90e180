using System.Globalization;
using System.Text.Json;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>An event whose data is JSON.</summary>
/// <param name="Number">The number of its block, from 0.</param>
/// <param name="Block">Its block.</param>
/// <param name="Json">Its data.</param>
/// <param name="Request">The request of the stream.</param>
/// <param name="Head">The head of the response; <see langword="null"/> if it is not known.</param>
internal readonly record struct FragmentEvent(long Number, EventBlock Block, JsonElement Json, ObservedRequest Request, ObservedHead? Head)
{
    /// <summary>When it arrived.</summary>
    public DateTimeOffset At => Block.LastArrival;

    /// <summary>The event's type.</summary>
    public string Type => Block.Event!.Value.Type;

    /// <summary>What its block is called in a sentence, as in the list of blocks.</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"Block {Number + 1:N0}");
}

/// <summary>How a kind of stream carries its fragments. One instance reads one stream.</summary>
internal abstract class FragmentFormat
{
    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>Returns how an event shows that the stream has this format, as a sentence; <see langword="null"/> if it does not.</summary>
    public abstract string? Recognise(FragmentEvent one);

    /// <summary>Reads an event.</summary>
    public abstract void Read(FragmentEvent one, AssembledText into);

    /// <summary>What is missing at the end of the response, as a sentence; <see langword="null"/> if nothing is.</summary>
    public abstract string? MissingEnd(AssembledText text, ObservedRequest request);

    /// <summary>An error object as these interfaces have it: a message, and a type or code.</summary>
    protected static string ErrorOf(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String)
            return JsonReading.TextOf(error);
        // OpenAI's error event is flat, and its type says nothing.
        string? kind = (error.Text("type") is { } type and not "error" ? type : null) ?? error.Text("status") ?? error.Text("code") ?? error.Number("code")?.ToString(CultureInfo.InvariantCulture);
        return string.Join(": ", new[] { kind, error.Text("message") }.OfType<string>()) is { Length: > 0 } sentence ? sentence : error.GetRawText();
    }
}
