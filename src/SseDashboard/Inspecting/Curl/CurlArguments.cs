using System.Text;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>The options and the address of a curl command (curl's manual page).</summary>
/// <param name="words">The words of the command.</param>
internal sealed class CurlArguments(IReadOnlyList<string> words)
{
    private readonly List<ObservedHeader> _headers = [];

    // Of options other than -H, over which a header given with -H takes precedence.
    private readonly List<ObservedHeader> _implied = [];
    private readonly List<string> _cookies = [];
    private readonly StringBuilder _data = new();
    private string? _address;
    private string? _method;
    private bool _hasData, _isJson, _isGet, _isHead;
    private int _at = 1;

    /// <summary>The request that the command makes.</summary>
    /// <exception cref="FormatException">It makes none, or none that can be made here; the message says what to change.</exception>
    public RequestDraft Read()
    {
        if (words.Count == 0 || words[0].Split('/', '\\')[^1] is not ("curl" or "curl.exe"))
            throw new FormatException("A curl command begins with curl. In the browser's network panel, choose “Copy as cURL (bash)”.");
        bool isOptions = true;
        while (_at < words.Count)
        {
            string word = words[_at++];
            if (word == "--" && isOptions)
                isOptions = false;
            else if (isOptions && word.StartsWith("--", StringComparison.Ordinal))
                Apply(CurlOptions.Known.GetValueOrDefault(word) ?? throw CurlOptions.Unsupported(word), word, null);
            else if (isOptions && word.Length > 1 && word[0] == '-')
                ApplyShort(word);
            else
                SetAddress(word);
        }

        return Request();
    }

    // -sN is -s -N, and -XPOST is -X POST.
    private void ApplyShort(string word)
    {
        for (int i = 1; i < word.Length; i++)
        {
            string option = $"-{word[i]}";
            bool takesValue = CurlOptions.WithValue.Contains(word[i], StringComparison.Ordinal);
            Apply(option, option, takesValue && i + 1 < word.Length ? word[(i + 1)..] : null);
            if (takesValue)
                return;
        }
    }

    private void Apply(string option, string written, string? attached)
    {
        string Value() => attached ?? (_at < words.Count ? words[_at++] : throw new FormatException($"The value of {written} is missing: the end of the command was cut off."));
        switch (option)
        {
            case "-X":
                _method = Value();
                break;
            case "-H":
                AddHeader(Value());
                break;
            case "-d":
                AddData(CurlOptions.NotFile(Value(), written), "&");
                break;
            case "--data-raw":
                AddData(Value(), "&");
                break;
            case "--data-urlencode":
                AddData(CurlOptions.UrlEncoded(Value(), written), "&");
                break;
            case "--json":
                _isJson = true;
                AddData(CurlOptions.NotFile(Value(), written), "");
                break;
            case "-u":
                AddUser(Value());
                break;
            case "-b":
                AddCookie(Value(), written);
                break;
            case "-A":
                Add("User-Agent", Value());
                break;
            case "-e":
                Add("Referer", Value().Replace(";auto", "", StringComparison.Ordinal));
                break;
            case "--oauth2-bearer":
                Add("Authorization", $"Bearer {Value()}");
                break;
            case "--url":
                SetAddress(Value());
                break;
            case "-o":
                // Where curl writes the response.
                Value();
                break;
            case "-G":
                _isGet = true;
                break;
            case "-I":
                _isHead = true;
                break;
            case "-k":
                throw new FormatException($"{written} turns off the check of the certificate, which the host never does. Remove it; if the certificate is the problem, the result says what is wrong with it.");
            case "-L" or "-s" or "-N" or "-S" or "-v" or "-i" or "-f":
                // Redirects are always followed, and the others change only what curl prints.
                break;
            default:
                throw CurlOptions.Unsupported(written);
        }
    }

    private void AddHeader(string line)
    {
        if (line.StartsWith('@'))
            throw new FormatException($"-H {line} reads headers from a file, which the host does not have. Write the headers into the command.");
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string value = colon < 0 ? "" : line[(colon + 1)..].Trim();
        if (colon < 0 && !line.EndsWith(';'))
            throw new FormatException($"-H '{line}' has no colon after the header's name. Write it as -H 'Name: value'.");
        if (colon >= 0 && value.Length == 0)
            throw new FormatException($"-H '{line}' makes curl leave out the header, which is not possible here. Remove it.");
        _headers.Add(new((colon < 0 ? line[..^1] : line[..colon]).Trim(), value));
    }

    private void AddData(string data, string separator)
    {
        _data.Append(_hasData ? separator : "").Append(data);
        _hasData = true;
    }

    private void AddUser(string user)
    {
        if (!user.Contains(':', StringComparison.Ordinal))
            throw new FormatException("-u has no password, for which curl would ask. Write it as -u 'name:password'.");
        Add("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}");
    }

    private void AddCookie(string cookie, string written)
    {
        if (!cookie.Contains('=', StringComparison.Ordinal))
            throw new FormatException($"{written} {cookie} reads cookies from a file, which the host does not have. Write them as {written} 'name=value'.");
        _cookies.Add(cookie);
    }

    private void Add(string name, string value) => _implied.Add(new(name, value));

    private void SetAddress(string address) =>
        _address = _address is null ? address : throw new FormatException($"The command has two addresses, {_address} and {address}. If one is the value of an option, its quotes are missing; else remove one.");

    private RequestDraft Request()
    {
        if (_address is null)
            throw new FormatException("The command has no address. Add it in quotes, such as 'https://example.com/stream'.");
        string address = _address.Contains("://", StringComparison.Ordinal) ? _address : $"http://{_address}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
            throw new FormatException($"{_address} is not an address. Write it as 'https://example.com/stream'.");
        if (url.UserInfo.Length > 0)
        {
            AddUser(Uri.UnescapeDataString(url.UserInfo));
            address = address.Replace($"{url.UserInfo}@", "", StringComparison.Ordinal);
        }

        bool hasBody = _hasData && !_isGet;
        if (_hasData && _isGet)
            address += $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{_data}";
        if (_isJson)
            Add("Accept", "application/json");
        if (hasBody)
            Add("Content-Type", _isJson ? "application/json" : "application/x-www-form-urlencoded");
        if (_cookies.Count > 0)
            Add("Cookie", string.Join("; ", _cookies));
        ObservedHeader[] headers = [.. _headers, .. _implied.Where(header => _headers.Find(header.Name) is null).DistinctBy(header => header.Name)];
        return new(address, _method ?? (_isHead ? "HEAD" : hasBody ? "POST" : "GET"), headers, hasBody ? _data.ToString() : "");
    }
}
