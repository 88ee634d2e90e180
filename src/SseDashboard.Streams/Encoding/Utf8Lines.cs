using System.Buffers;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>Collects lines as UTF-8, first on the caller's stack and in a pooled array once they outgrow it.</summary>
internal ref struct Utf8Lines(Span<byte> initial)
{
    // The longest UTF-8 form of one UTF-16 unit.
    private const int BytesPerChar = 3;

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    /// <summary>Adds a line, ended by LF. A lone surrogate becomes U+FFFD, since the stream is UTF-8.</summary>
    public void Line(ReadOnlySpan<byte> prefix, ReadOnlySpan<char> text)
    {
        int most = checked(prefix.Length + (text.Length * BytesPerChar) + 1);
        if (_buffer.Length - _length < most)
            Grow(most);
        prefix.CopyTo(_buffer[_length..]);
        _length += prefix.Length;
        _length += Encoding.UTF8.GetBytes(text, _buffer[_length..]);
        _buffer[_length++] = (byte)'\n';
    }

    /// <summary>Adds the blank line and returns everything.</summary>
    public byte[] End()
    {
        if (_length == _buffer.Length)
            Grow(1);
        _buffer[_length++] = (byte)'\n';
        return _buffer[.._length].ToArray();
    }

    /// <summary>Gives a pooled array back.</summary>
    public void Dispose()
    {
        if (_rented is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
        _rented = null;
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + more), checked(_buffer.Length * 2)));
        _buffer[.._length].CopyTo(larger);
        Dispose();
        _buffer = _rented = larger;
    }
}
