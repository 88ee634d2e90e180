namespace SseDashboard.Replay;

/// <summary>A file is not a recording. The message is a sentence that names the line and says what is wrong with it.</summary>
internal sealed class RecordingFormatException(string message) : Exception(message)
{
    /// <summary>What is wrong with a line.</summary>
    /// <param name="line">Its number, from 1.</param>
    /// <param name="what">What is wrong and what was expected, in sentences.</param>
    public static RecordingFormatException OfLine(long line, string what) => new($"Line {line:N0}: {what}");
}
