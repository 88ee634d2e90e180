using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace SseDashboard.Learning.Format;

/// <summary>The whole state of the playground, which is in its address, so that it can be sent as a link.</summary>
public sealed record FormatState
{
    /// <summary>The most expected events. More do not fit into an address.</summary>
    public const int MaxExpected = 20;

    /// <summary>The most UTF-16 units of a part of an expected event.</summary>
    public const int MaxPart = 200;

    /// <summary>The stream.</summary>
    public StreamInput Input { get; init; } = StreamInput.Empty;

    /// <summary>Whether the stream is edited in hex.</summary>
    public bool IsHex { get; init; }

    /// <summary>Whether each byte is a chunk of its own, whatever the cuts are.</summary>
    public bool IsByteByByte { get; init; }

    /// <summary>The events that the stream should dispatch; <see langword="null"/> if nothing is expected of it.</summary>
    public IReadOnlyList<FormatEvent>? Expected { get; init; }

    /// <summary>The stream as it is sent.</summary>
    public StreamInput Sent => IsByteByByte ? Input.CutEverywhere() : Input;

    /// <summary>The query of the address, with its question mark; empty for an empty playground.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        if (Input.Bytes.Length > 0)
            parts.Add($"s={Base64Url.EncodeToString(Input.Bytes)}");
        if (Input.Cuts.Count > 0)
            parts.Add($"cut={string.Join('.', Input.Cuts)}");
        if (IsHex)
            parts.Add("hex=1");
        if (IsByteByByte)
            parts.Add("each=1");
        if (Expected is not null)
            parts.Add($"expect={Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Expected))}");
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    /// <summary>Reads an address.</summary>
    /// <param name="query">The values of its query by name; a missing one is <see langword="null"/>.</param>
    /// <returns>The state, or what is wrong with the address.</returns>
    public static (FormatState? State, string? Problem) Read(Func<string, string?> query)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(query("s"));
            var cuts = (query("cut") ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries)
                .Select(cut => int.Parse(cut, NumberStyles.None, CultureInfo.InvariantCulture));
            var (input, problem) = Limits.Check(bytes, cuts);
            var expected = query("expect") is { } json
                ? JsonSerializer.Deserialize<List<FormatEvent>>(Base64Url.DecodeFromChars(json)) : null;
            if (expected is not null && !IsValid(expected))
                return (null, $"The address expects more than {MaxExpected} events, or one that is too long.");
            return problem is null
                ? (new() { Input = input!, IsHex = query("hex") == "1" && bytes.Length <= StreamInput.MaxHexBytes, IsByteByByte = query("each") == "1", Expected = expected }, null)
                : (null, problem);
        }
        catch (Exception error) when (error is FormatException or JsonException or OverflowException)
        {
            return (null, "The address is damaged: part of it may have been lost when it was copied.");
        }
    }

    private static bool IsValid(List<FormatEvent> expected) => expected.Count <= MaxExpected
        && expected.All(e => e is { Type: not null, Data: not null, LastEventId: not null }
            && e.Type.Length <= MaxPart && e.Data.Length <= MaxPart && e.LastEventId.Length <= MaxPart);
}
