using System.Text.Json;

namespace SseDashboard.Inspecting;

/// <summary>One thing that the browser saw, or a part of it. Its content follows in the bytes of the batch.</summary>
/// <param name="Kind">What it is; see <c>outbox.js</c>.</param>
/// <param name="At">When it happened, in milliseconds after the request.</param>
/// <param name="Size">How many bytes of its content are in this batch.</param>
/// <param name="IsWhole">Whether they are its last ones; otherwise the next batch continues it.</param>
public sealed record BrowserItem(string Kind, double At, int Size, bool IsWhole);

/// <summary>The head of a response, as fetch shows it.</summary>
internal sealed record BrowserHead(int Status, string Url, string Protocol, string[][] Headers);

/// <summary>An event of an EventSource.</summary>
internal sealed record BrowserEvent(string Type, string Id, string Data);

/// <summary>An end, or a reconnect with that last event ID.</summary>
internal sealed record BrowserEnd(string? How, string? Reason, string? Id);

/// <summary>
/// The bounds of what the browser sends. The page's own script keeps to them (outbox.js), but any client with a circuit can make
/// the same call with any arguments.
/// </summary>
internal static class BrowserBounds
{
    /// <summary>The most items of a batch: the page's script sends at most 200.</summary>
    public const int Items = 250;

    /// <summary>The most bytes of an item's content: as many as a block may have by default.</summary>
    public const int Content = 4 * 1024 * 1024;

    /// <summary>The most bytes that are read of a body that is no event stream: as many as the relay reads by default.</summary>
    public const int OtherBody = 65_536;

    // A year, in milliseconds: no stream is watched for longer.
    private const double LatestTime = 365.0 * 24 * 60 * 60 * 1000;

    /// <summary>Checks a batch.</summary>
    /// <exception cref="InvalidDataException">The page's script cannot have sent it.</exception>
    public static void Check(BrowserItem[]? items, byte[]? bytes)
    {
        string? problem = (items, bytes) switch
        {
            (null, _) or (_, null) => "it is incomplete",
            ({ Length: > Items }, _) => $"there are more than {Items} items",
            _ when items.Any(item => item is not { Kind: not null, Size: >= 0, At: >= 0 and <= LatestTime }) => "an item is out of range",
            _ when items.Sum(item => (long)item.Size) != bytes.Length => "the sizes do not add up",
            _ => null,
        };
        if (problem is not null)
            throw Wrong(problem);
    }

    /// <summary>Reads the JSON of an item.</summary>
    /// <exception cref="InvalidDataException">The page's script cannot have sent it.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web) ?? throw Wrong("an item has no content");
        }
        catch (JsonException exception)
        {
            throw Wrong($"an item is not valid: {exception.Message}");
        }
    }

    /// <summary>Refuses a batch.</summary>
    public static InvalidDataException Wrong(string problem) => new($"The browser sent a batch that this page's script does not send: {problem}.");
}
