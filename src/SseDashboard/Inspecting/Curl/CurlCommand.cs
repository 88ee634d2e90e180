using System.Text;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>A request as the command line of curl.</summary>
internal static class CurlCommand
{
    // As the host sends them if the request does not set them; curl has other defaults. The second one is of a body.
    private static readonly ObservedHeader[] Defaults = [new("Accept", "text/event-stream"), new("Content-Type", "text/plain; charset=UTF-8")];

    /// <summary>Reads a command, as a browser's “Copy as cURL (bash)” writes it or a person does.</summary>
    /// <returns>The request, or the problem: a sentence that says what to change.</returns>
    public static (RequestDraft? Request, string? Problem) Parse(string command)
    {
        try
        {
            return (new CurlArguments(ShellWords.Of(command)).Read(), null);
        }
        catch (FormatException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>Writes the command for bash. It makes the same request, and shows the events as they arrive.</summary>
    /// <param name="request">The request.</param>
    /// <param name="withSecrets">Whether to include secrets; otherwise a placeholder stands for each, to be replaced.</param>
    public static string Write(RequestDraft request, bool withSecrets)
    {
        var command = new StringBuilder("curl -N ").Append(Quote(withSecrets ? request.Address : Secrets.Mask(request.Address)));
        string method = request.Body.Length > 0 ? "POST" : "GET";
        if (request is { Method: "HEAD", Body: "" })
            command.Append(" \\\n  -I");
        else if (request.Method != method)
            command.Append(" \\\n  -X ").Append(Quote(request.Method));
        var defaults = (request.Body.Length > 0 ? Defaults : Defaults[..1]).Where(header => request.Headers.Find(header.Name) is null);
        foreach (var (name, value) in request.Headers.Concat(defaults))
        {
            string shown = withSecrets || !Secrets.IsSecret(name) ? value : Secrets.Placeholder;
            command.Append(" \\\n  -H ").Append(Quote(shown.Length == 0 ? $"{name};" : $"{name}: {shown}"));
        }

        if (request.Body.Length > 0)
            command.Append(" \\\n  --data-raw ").Append(Quote(request.Body));
        return command.ToString();
    }

    // In single quotes nothing is special but the quote itself; control characters would break the line or the terminal.
    private static string Quote(string text)
    {
        if (!text.Any(char.IsControl))
            return $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        var quoted = new StringBuilder("$'");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\'' => "\\'",
                '\\' => "\\\\",
                _ when char.IsControl(c) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('\'').ToString();
    }
}
