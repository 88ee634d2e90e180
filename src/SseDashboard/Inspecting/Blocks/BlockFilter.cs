using System.Text;
using System.Text.RegularExpressions;

namespace SseDashboard.Inspecting;

/// <summary>Which blocks to show. Every part that is not empty must match.</summary>
/// <param name="Name">The event type, or another name of a block; empty for any.</param>
/// <param name="Id">What the last event ID contains; empty for anything.</param>
/// <param name="Text">What the bytes of the block contain, in upper or lower case, or its data if the bytes are not known; empty for anything.</param>
/// <param name="IsPattern">Whether <paramref name="Text"/> is a regular expression.</param>
public sealed record BlockFilter(string Name, string Id, string Text, bool IsPattern)
{
    /// <summary>The longest text of each part, in UTF-16 units.</summary>
    public const int LongestText = 200;

    // A block of 4 MiB takes about 50 ms.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>The filter that shows every block.</summary>
    public static BlockFilter All { get; } = new("", "", "", false);

    /// <summary>Whether it shows every block.</summary>
    public bool IsAll => this is { Name: "", Id: "", Text: "" };

    /// <summary>
    /// The regular expression, if there is one, and what is wrong with it, as a sentence. It does not backtrack, so that its time is
    /// linear in the text.
    /// </summary>
    internal (Regex? Pattern, string? Problem) Compile()
    {
        if (!IsPattern || Text.Length == 0)
            return (null, null);
        try
        {
            return (new(Text, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience), null);
        }
        catch (RegexParseException exception)
        {
            return (null, $"The regular expression is not valid: {exception.Message}");
        }
        catch (NotSupportedException)
        {
            return (null, "Look-around and back-references are not supported, because they can take arbitrarily long. Leave them out.");
        }
    }

    /// <summary>Whether a block matches.</summary>
    /// <param name="row">The block.</param>
    /// <param name="pattern">What <see cref="Compile"/> returned.</param>
    /// <exception cref="RegexMatchTimeoutException">The regular expression took longer than 100 ms.</exception>
    internal bool Matches(BlockRow row, Regex? pattern)
    {
        if ((Name.Length > 0 && row.Name != Name) || (Id.Length > 0 && !row.Block.LastEventId.Contains(Id, StringComparison.OrdinalIgnoreCase)))
            return false;
        if (Text.Length == 0)
            return true;
        // An EventSource shows no bytes.
        string text = row.Block.Bytes.IsEmpty ? row.Block.Event?.Data ?? "" : Encoding.UTF8.GetString(row.Block.Bytes.Span);
        return pattern?.IsMatch(text) ?? text.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }
}
