using System.Buffers;
using System.Globalization;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>Collects lines as UTF-8, first in the caller's buffer, then in a pooled array.</summary>
internal ref struct Utf8Lines(Span<byte> initial)
{
    // The longest UTF-8 form of one UTF-16 unit.
    private const int BytesPerChar = 3;

    // The digits of a long, and its sign.
    private const int MaxDigits = 20;

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    /// <summary>Adds a line, ended by LF. A lone surrogate becomes U+FFFD, since the stream is UTF-8.</summary>
    public void Line(ReadOnlySpan<byte> prefix, ReadOnlySpan<char> text)
    {
        Begin(prefix, checked(text.Length * BytesPerChar));
        _length += Encoding.UTF8.GetBytes(text, _buffer[_length..]);
        _buffer[_length++] = (byte)'\n';
    }

    /// <summary>Adds a line that ends in a number.</summary>
    public void Line(ReadOnlySpan<byte> prefix, long number)
    {
        Begin(prefix, MaxDigits);
        number.TryFormat(_buffer[_length..], out int written, default, CultureInfo.InvariantCulture);
        _length += written;
        _buffer[_length++] = (byte)'\n';
    }

    /// <summary>Adds the blank line and returns all lines, valid until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> End()
    {
        Begin([], 0);
        _buffer[_length++] = (byte)'\n';
        return _buffer[.._length];
    }

    /// <summary>Returns the pooled array.</summary>
    public void Dispose()
    {
        if (_rented is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
        _rented = null;
    }

    // Makes room for the prefix, a value of so many bytes and the line end, and writes the prefix.
    private void Begin(ReadOnlySpan<byte> prefix, int value)
    {
        int most = checked(prefix.Length + value + 1);
        if (_buffer.Length - _length < most)
            Grow(most);
        prefix.CopyTo(_buffer[_length..]);
        _length += prefix.Length;
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + more), checked(_buffer.Length * 2)));
        _buffer[.._length].CopyTo(larger);
        Dispose();
        _buffer = _rented = larger;
    }
}
