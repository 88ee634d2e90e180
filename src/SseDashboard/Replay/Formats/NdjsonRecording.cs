using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SseDashboard.Replay;

/// <summary>A recording that is read line by line.</summary>
internal sealed class NdjsonRecording(ReplayOptions bounds)
{
    private const int LongestText = 2_000;
    private const int LongestContentType = 200;

    private readonly List<RecordedChunk> _chunks = [];
    private RecordingHead? _head;
    private RecordedEnd? _end;
    private TimeSpan _last;
    private long _bytes;
    private long _number;

    /// <summary>Takes the next line.</summary>
    /// <exception cref="RecordingFormatException">The line is malformed, or the recording becomes too large.</exception>
    public void Take(in ReadOnlySequence<byte> text)
    {
        _number++;
        var line = Parse(text);
        if (_head is null)
        {
            _head = HeadOf(line);
            return;
        }

        if (_end is not null)
            throw Wrong("Nothing may follow the end of the recording.");
        if (line is not { Recording: null, Status: null, ContentType: null, Method: null, Url: null, At: null, Note: null })
            throw Wrong("Only the first line may have recording, status, contentType, method, url, at or note.");
        var at = TimeOf(line);
        if (new[] { line.Text, line.Base64, line.End }.Count(member => member is not null) != 1)
            throw Wrong("Must have exactly one of text, base64 and end.");
        if (line.End is not null)
            _end = new(at, IsCut(line.End));
        else
            Add(at, BytesOf(line));
    }

    /// <summary>The recording.</summary>
    /// <exception cref="RecordingFormatException">There was no line.</exception>
    public Recording ToRecording() => new(_head ?? throw new RecordingFormatException("The file is empty."), _chunks, _end);

    private RecordingLine Parse(in ReadOnlySequence<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            return JsonSerializer.Deserialize<RecordingLine>(ref reader, RecordingLine.Json) is { } line && !reader.Read()
                ? line
                : throw Wrong("Must be a JSON object.");
        }
        catch (JsonException error)
        {
            string where = error.Path is { Length: > 2 } path ? $"\"{path[2..]}\" " : "";
            throw Wrong(string.Create(CultureInfo.InvariantCulture,
                $"{where}is not valid JSON, unknown, duplicate or of the wrong type (byte {error.BytePositionInLine + 1}). Expected an object with ms and text, base64 or end; in the first line, with recording and status."));
        }
    }

    private RecordingHead HeadOf(RecordingLine line)
    {
        if (line.Recording is not RecordingLine.Version)
            throw Wrong($"The first line must have \"recording\": {RecordingLine.Version}, the version of the format.");
        if (line is not { Ms: null, Text: null, Base64: null, End: null })
            throw Wrong("The first line has the head of the response, and no ms, text, base64 or end.");
        if (line.Status is not (>= StatusCodes.Status200OK and <= 599 and var status))
            throw Wrong("status must be 200 to 599.");
        if (line.ContentType is { } type && (type.Length is 0 or > LongestContentType || type.Any(character => character is < ' ' or > '~')))
            throw Wrong($"contentType must have 1 to {LongestContentType} visible ASCII characters.");
        if (new[] { line.Method, line.Url, line.Note }.Any(text => text?.Length > LongestText))
            throw Wrong($"method, url and note may have {LongestText:N0} characters.");
        return new(status, line.ContentType) { Method = line.Method, Url = line.Url, At = line.At, Note = line.Note };
    }

    private TimeSpan TimeOf(RecordingLine line)
    {
        decimal most = (decimal)bounds.MaxLength.TotalMilliseconds;
        if (line.Ms is not (>= 0 and var ms) || ms > most)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"ms must be a number of milliseconds after the head, 0 to {most:0} ({ReplayOptions.Section}:{nameof(bounds.MaxLength)})."));
        var at = TimeSpan.FromTicks((long)(ms * TimeSpan.TicksPerMillisecond));
        if (at < _last)
            throw Wrong("ms is less than in the line before. The lines must be in order.");
        return _last = at;
    }

    private bool IsCut(string end) => end switch
    {
        RecordingLine.Completed => false,
        RecordingLine.Cut => true,
        _ => throw Wrong($"end must be {RecordingLine.Completed} or {RecordingLine.Cut}."),
    };

    private byte[] BytesOf(RecordingLine line)
    {
        try
        {
            return line.Text is { } text ? Encoding.UTF8.GetBytes(text) : Convert.FromBase64String(line.Base64!);
        }
        catch (FormatException)
        {
            throw Wrong("base64 is not valid (RFC 4648, section 4).");
        }
    }

    private void Add(TimeSpan at, byte[] bytes)
    {
        if (bytes.Length == 0)
            throw Wrong("The chunk has no bytes. Leave the line out.");
        if (_head!.Status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
            throw Wrong($"A response with the status {_head.Status} has no body (RFC 9110, section 6.4.1).");
        _chunks.Add(new(at, bytes));
        _bytes += bytes.Length;
        if (Recording.WeightOf(_bytes, _chunks.Count) > bounds.MaxRecordingBytes)
            throw RecordingReader.TooLarge(bounds);
    }

    private RecordingFormatException Wrong(string what) => RecordingFormatException.OfLine(_number, what);
}
