namespace SseDashboard.Learning.Format;

/// <summary>Checks a stream that was typed, or came with an address.</summary>
internal static class Limits
{
    /// <summary>The stream, with its cuts in order; or what is wrong with it.</summary>
    public static (StreamInput? Input, string? Problem) Check(IReadOnlyCollection<byte> bytes, IEnumerable<int> cuts) =>
        bytes.Count > StreamInput.MaxBytes
            ? (null, $"The stream has {bytes.Count:N0} bytes; the playground takes {StreamInput.MaxBytes:N0}. Leave some lines out.")
            : (new([.. bytes], [.. cuts.Where(cut => cut > 0 && cut < bytes.Count).Distinct().Order()]), null);
}
