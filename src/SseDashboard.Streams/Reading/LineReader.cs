namespace SseDashboard.Streams;

/// <summary>
/// Splits bytes that arrive in chunks of any size into lines (HTML Living Standard, section 9.2.5, "Parsing an event stream").
/// </summary>
/// <remarks>
/// The standard decodes UTF-8 first and splits then. Splitting the bytes gives the same lines: CR, LF and the colon are single
/// bytes that never occur inside a UTF-8 sequence, and one that interrupts a sequence ends it.
/// </remarks>
internal sealed class LineReader(int maxLineBytes)
{
    /// <summary>U+FEFF in UTF-8.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    // The start of a line whose end has not arrived yet.
    private PooledBytes _partial = new();
    private bool _partialIsRead;

    // How much of the leading byte order mark has arrived; its length once that is decided.
    private int _mark;

    // The last line ended in CR at the end of a chunk: an LF that follows belongs to the same line end.
    private bool _afterCarriageReturn;

    /// <summary>Whether the bytes so far end inside a line.</summary>
    public bool IsInsideLine => (_partial.Length > 0 && !_partialIsRead) || _mark is > 0 and < 3;

    /// <summary>
    /// Takes the next line from the chunk, without its line end. The line is valid until the next call. False once the chunk is
    /// used up; a line without its end is kept for the next chunk.
    /// </summary>
    /// <exception cref="EventStreamLimitException">The line is longer than the bound.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> line)
    {
        if (_partialIsRead)
        {
            _partial.Clear();
            _partialIsRead = false;
        }

        if (_mark < ByteOrderMark.Length)
            SkipByteOrderMark(ref chunk);
        SkipLineFeed(ref chunk);

        int end = chunk.IndexOfAny((byte)'\r', (byte)'\n');
        if (_partial.Length + (end < 0 ? chunk.Length : end) > maxLineBytes)
            throw new EventStreamLimitException(nameof(EventStreamReaderOptions.MaxLineBytes), maxLineBytes);
        if (end < 0)
        {
            _partial.Append(chunk);
            chunk = line = default;
            return false;
        }

        line = chunk[..end];
        if (_partial.Length > 0)
        {
            _partial.Append(line);
            _partialIsRead = true;
            line = _partial.Written;
        }

        // "end-of-line = ( cr lf / cr / lf )". A line that ends in CR is complete even if an LF may follow in the next chunk, so
        // that no event waits for the one after it.
        _afterCarriageReturn = chunk[end] == '\r';
        chunk = chunk[(end + 1)..];
        SkipLineFeed(ref chunk);
        return true;
    }

    /// <summary>Skips an LF that belongs to the line end of the line before. Returns whether there was one.</summary>
    public bool SkipLineFeed(ref ReadOnlySpan<byte> chunk)
    {
        if (!_afterCarriageReturn || chunk.IsEmpty)
            return false;
        _afterCarriageReturn = false;
        if (chunk[0] != '\n')
            return false;
        chunk = chunk[1..];
        return true;
    }

    /// <summary>Returns the pooled memory.</summary>
    public void Release() => _partial.Release();

    // 9.2.6: "Streams must be decoded using the UTF-8 decode algorithm", which "strips one leading UTF-8 Byte Order Mark (BOM),
    // if any". It may be split across chunks; the start of one that turns out to be none belongs to the first line.
    private void SkipByteOrderMark(ref ReadOnlySpan<byte> chunk)
    {
        while (_mark < ByteOrderMark.Length && !chunk.IsEmpty)
        {
            if (chunk[0] == ByteOrderMark[_mark])
            {
                _mark++;
                chunk = chunk[1..];
            }
            else
            {
                _partial.Append(ByteOrderMark[.._mark]);
                _mark = ByteOrderMark.Length;
            }
        }
    }
}
