using System.Text;
using System.Text.Unicode;

namespace SseDashboard.Inspecting;

/// <summary>
/// Splits one simple command into words as bash does: quotes, <c>$'…'</c>, backslashes and line continuations (Bash Reference
/// Manual, section 3.1.2, "Quoting"). Nothing is expanded or run.
/// </summary>
internal sealed partial class ShellWords
{
    // As UTF-8, because \xHH stands for a byte.
    private readonly List<byte> _word = [];
    private readonly List<string> _words = [];
    private readonly string _text;
    private bool _isInside;
    private int _at;

    private ShellWords(string text) => _text = text;

    /// <summary>The words of a command.</summary>
    /// <exception cref="FormatException">It is not one simple command; the message says what to change.</exception>
    public static IReadOnlyList<string> Of(string command)
    {
        var words = new ShellWords(command.Replace("\r\n", "\n", StringComparison.Ordinal).Trim());
        while (words._at < words._text.Length)
            words.Read();
        words.EndWord();
        return words._words;
    }

    private void Read()
    {
        char next = _text[_at++];
        switch (next)
        {
            case ' ' or '\t':
                EndWord();
                break;
            case '\n':
                throw new FormatException("The text goes on after the command. Paste one command only, each line but the last ending in a backslash.");
            case '\\':
                ReadEscape();
                break;
            case '\'':
                Append(Until('\''));
                break;
            case '"':
                ReadDoubleQuoted();
                break;
            case '$' when Peek() == '\'':
                _at++;
                _isInside = true;
                AnsiQuoted();
                break;
            case '$' or '`':
                throw Expansion(next);
            case '^' when Peek() is '"' or '\n':
                throw new FormatException("This is the form for the Windows command prompt. Copy it with “Copy as cURL (bash)”.");
            case '#' when !_isInside:
                throw new FormatException("A comment follows the command. Remove it, from # on.");
            case '&' or ';' or '|' or '<' or '>' or '(' or ')':
                throw new FormatException($"An unquoted {next} ends the command or redirects it. If it belongs to the address, put the address in quotes; else remove what follows.");
            default:
                Append(next);
                break;
        }
    }

    private void ReadEscape()
    {
        if (_at == _text.Length)
            throw new FormatException("The command ends in a backslash: its last lines are missing.");
        char next = _text[_at++];
        if (next != '\n')
            Append(next);
    }

    private void ReadDoubleQuoted()
    {
        while (_at < _text.Length && _text[_at] != '"')
        {
            char next = _text[_at++];
            if (next is '$' or '`')
                throw Expansion(next);
            bool isEscape = next == '\\' && Peek() is '$' or '`' or '"' or '\\' or '\n';
            if (isEscape)
                next = _text[_at++];
            if (!isEscape || next != '\n')
                Append(next);
        }

        Close();
    }

    private string Until(char end)
    {
        int start = _at;
        int close = _text.IndexOf(end, start);
        _at = close < 0 ? _text.Length : close;
        Close();
        return _text[start..(_at - 1)];
    }

    private void Close()
    {
        if (_at >= _text.Length)
            throw new FormatException("A quote is not closed: the end of the command is missing. Copy it again.");
        _at++;
        _isInside = true;
    }

    // Whole characters, so that a surrogate pair is not torn.
    private void Append(char next)
    {
        _isInside = true;
        if (char.IsHighSurrogate(next) && _at < _text.Length && char.IsLowSurrogate(_text[_at]))
            Append(new string([next, _text[_at++]]));
        else
            Append(next.ToString());
    }

    private void Append(string text)
    {
        _isInside = true;
        _word.AddRange(Encoding.UTF8.GetBytes(text));
    }

    private void EndWord()
    {
        byte[] word = [.. _word];
        if (!Utf8.IsValid(word))
            throw new FormatException("The command contains bytes that are not UTF-8, which cannot be sent from here.");
        if (_isInside)
            _words.Add(Encoding.UTF8.GetString(word));
        _word.Clear();
        _isInside = false;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private FormatException Expansion(char sign)
    {
        int end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        return new(sign == '$' && end > _at
            ? $"The command uses the shell variable ${_text[_at..end]}, whose value is not known here. Replace it with its value."
            : $"The command uses the shell's {sign}, which would run something first. Replace it with its result, or put it in single quotes.");
    }
}
