using System.Globalization;
using System.Text.Json;

namespace SseDashboard.Inspecting;

/// <summary>
/// A path to one value of a JSON document: the singular queries of JSONPath (RFC 9535, section 2.3.5.1) without negative indexes.
/// <c>$</c>, then any number of <c>.name</c>, <c>['name']</c> and <c>[0]</c>.
/// </summary>
internal sealed class JsonPath
{
    /// <summary>The longest path, in UTF-16 units.</summary>
    public const int Longest = 200;

    private readonly List<(string? Name, int Index)> _steps = [];
    private readonly List<int> _ends = [];
    private readonly string _text;

    private JsonPath(string text) => _text = text;

    /// <summary>Reads a path.</summary>
    /// <returns>The path, or what is wrong with it: a sentence that names the character.</returns>
    public static (JsonPath? Path, string? Problem) Parse(string text)
    {
        text = text.Trim();
        if (text.Length > Longest)
            return (null, $"The path has {text.Length} characters; at most {Longest} are allowed.");
        if (!text.StartsWith('$'))
            return (null, "A path starts with $, the whole document: $.choices[0].delta.content.");
        var path = new JsonPath(text);
        for (int at = 1; at < text.Length;)
        {
            string? problem = text[at] switch
            {
                '.' => path.ReadName(ref at),
                '[' => path.ReadBracket(ref at),
                _ => $"expected . or [, but found {text[at]}",
            };
            if (problem is not null)
                return (null, $"At character {at + 1}: {problem}.");
            path._ends.Add(at);
        }

        return (path, null);
    }

    /// <summary>Looks the value up.</summary>
    /// <returns>The value, or where the path ends: a clause such as <c>$.choices[0] has no delta</c>.</returns>
    public (JsonElement? Value, string? Missing) Find(JsonElement document)
    {
        var value = document;
        for (int i = 0; i < _steps.Count; i++)
        {
            var (name, index) = _steps[i];
            string parent = i == 0 ? "$" : _text[.._ends[i - 1]];
            if (name is not null ? value.ValueKind != JsonValueKind.Object : value.ValueKind != JsonValueKind.Array)
                return (null, $"{parent} is {Kind(value)}, not {(name is not null ? "an object" : "an array")}");
            if (name is not null && !value.TryGetProperty(name, out value))
                return (null, $"{parent} has no {name}");
            if (name is null && index >= value.GetArrayLength())
                return (null, $"{parent} has {value.GetArrayLength()} items, so no [{index}]");
            if (name is null)
                value = value[index];
        }

        return (value, null);
    }

    private string? ReadName(ref int at)
    {
        int start = ++at;
        while (at < _text.Length && (char.IsLetterOrDigit(_text[at]) || _text[at] is '_' or '-' or > '\u007f'))
            at++;
        _steps.Add((_text[start..at], 0));
        return at > start ? null : at == _text.Length ? "a name is missing after the dot" : $"expected a name, but found {_text[at]}; write ['…'] for a name with other characters";
    }

    private string? ReadBracket(ref int at)
    {
        int close = _text.IndexOf(']', at);
        if (++at == _text.Length || close < 0)
            return "] is missing";
        if (_text[at] is '\'' or '"')
        {
            int quote = _text.IndexOf(_text[at], at + 1);
            if (quote < 0 || quote + 1 == _text.Length || _text[quote + 1] != ']')
                return $"the name must end with {_text[at]}]";
            _steps.Add((_text[(at + 1)..quote], 0));
            at = quote + 2;
            return null;
        }

        if (!int.TryParse(_text.AsSpan(at, close - at), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return $"expected an index such as [0] or a name such as ['name'], but found [{_text[at..close]}]";
        _steps.Add((null, index));
        at = close + 1;
        return null;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
