using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;
using SseDashboard.Replay;

namespace SseDashboard.Inspecting;

/// <summary>Writes the events of a recording as CSV (RFC 4180), for spreadsheets. docs/recordings.md describes it.</summary>
internal static partial class EventCsv
{
    /// <summary>Writes the header and a record for each event.</summary>
    /// <inheritdoc cref="RecordingWriter.WriteBytesAsync"/>
    public static async Task WriteAsync(Recording recording, PipeWriter file, Action<int> written, CancellationToken cancellationToken)
    {
        // The mark tells spreadsheets that the text is UTF-8.
        await WriteAsync("\uFEFFid,type,data,time,chunk\r\n");
        foreach (var received in RecordedEvent.Of(recording))
        {
            string time = recording.Head.At is { } head
                ? (head + received.At).UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
                : received.At.TotalSeconds.ToString("0.0000000", CultureInfo.InvariantCulture);
            await WriteAsync($"{Cell(received.LastEventId)},{Cell(received.Type)},{Cell(received.Data)},{time},{received.Chunk.ToString(CultureInfo.InvariantCulture)}\r\n");
            written(received.Chunk);
        }

        written(recording.Chunks.Count);

        async Task WriteAsync(string text) => await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    /// <summary>
    /// A value as a cell. A spreadsheet runs a text that begins with one of a few characters as a formula, and the text comes from
    /// a server: an apostrophe in front prevents that. Plain numbers are left alone.
    /// </summary>
    internal static string Cell(string value)
    {
        string safe = Formula().IsMatch(value) && !Number().IsMatch(value) ? $"'{value}" : value;
        return Quoted().IsMatch(safe) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    // The fullwidth forms count as formulas too in Japanese and Chinese settings.
    [GeneratedRegex(@"\A\s*[=+\-@\t\r\n＝＋－＠]")]
    private static partial Regex Formula();

    [GeneratedRegex(@"\A[+-]?\d+(\.\d+)?\z", RegexOptions.ECMAScript)]
    private static partial Regex Number();

    [GeneratedRegex(@"["",\r\n]|\A\s|\s\z")]
    private static partial Regex Quoted();
}
