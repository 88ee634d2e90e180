using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SseDashboard.Streams;

/// <summary>The id of a broadcast event, written <c>epoch-sequence</c>.</summary>
/// <param name="Epoch">Identifies the history; it differs after a restart.</param>
/// <param name="Sequence">The number of the event in that history, from 1; 0 is the position before the first.</param>
public readonly record struct BroadcastId(string Epoch, long Sequence)
{
    /// <summary>Reads an id. Anything but <c>epoch-sequence</c> is not an id of a broadcast.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out BroadcastId id)
    {
        id = default;
        if (text?.LastIndexOf('-') is not (> 0 and var hyphen)
            || !long.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
            return false;
        id = new(text[..hyphen], sequence);
        return true;
    }

    /// <summary><c>epoch-sequence</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Sequence}");
}
