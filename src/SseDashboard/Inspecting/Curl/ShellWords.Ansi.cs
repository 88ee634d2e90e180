using System.Globalization;
using System.Text;

namespace SseDashboard.Inspecting;

// $'…' and its escapes.
internal sealed partial class ShellWords
{
    private void AnsiQuoted()
    {
        while (_at < _text.Length && _text[_at] != '\'')
        {
            char next = _text[_at++];
            if (next == '\\' && _at < _text.Length)
                AnsiEscape(_text[_at++]);
            else
                Append(next);
        }

        Close();
    }

    private void AnsiEscape(char name)
    {
        switch (name)
        {
            case 'x':
                _word.Add((byte)Number(2, 16));
                break;
            case 'u':
                AppendScalar(Number(4, 16));
                break;
            case 'U':
                AppendScalar(Number(8, 16));
                break;
            case >= '0' and <= '7':
                _at--;
                _word.Add((byte)Number(3, 8));
                break;
            case 'n' or 'r' or 't' or 'a' or 'b' or 'f' or 'v':
                _word.Add((byte)("abtnvfr".IndexOf(name, StringComparison.Ordinal) + 7));
                break;
            case 'e' or 'E':
                _word.Add(0x1b);
                break;
            case '\\' or '\'' or '"' or '?':
                Append(name);
                break;
            default:
                Append('\\');
                Append(name);
                break;
        }
    }

    private long Number(int digits, int radix)
    {
        long value = 0;
        int start = _at;
        for (; _at < _text.Length && _at - start < digits && DigitOf(_text[_at]) is var digit && digit < radix; _at++)
            value = (value * radix) + digit;
        return _at > start ? value : throw new FormatException("The command has an escape such as \\x or \\u without its digits. Copy it again.");
    }

    private static int DigitOf(char c) => char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : int.MaxValue;

    // Chrome escapes each half of a surrogate pair.
    private void AppendScalar(long value)
    {
        if (char.IsHighSurrogate((char)value) && value <= char.MaxValue && _text.AsSpan(_at).StartsWith("\\u"))
        {
            _at += 2;
            long low = Number(4, 16);
            value = char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)value, (char)low) : -1;
        }

        if (value is < 0 or > 0x10ffff || !Rune.TryCreate((int)value, out var rune))
            throw new FormatException("The command has a \\u escape that is no character. Copy it again.");
        _word.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
    }
}
