namespace SseDashboard.Inspecting;

/// <summary>The options of curl that are supported, and their values (curl's manual page).</summary>
internal static class CurlOptions
{
    /// <summary>The short options that take a value.</summary>
    public const string WithValue = "XHdubAeo";

    /// <summary>The long options with their short forms, if they have one.</summary>
    public static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["--request"] = "-X",
        ["--header"] = "-H",
        ["--data"] = "-d",
        ["--data-ascii"] = "-d",
        ["--data-binary"] = "-d",
        ["--data-raw"] = "--data-raw",
        ["--data-urlencode"] = "--data-urlencode",
        ["--json"] = "--json",
        ["--user"] = "-u",
        ["--cookie"] = "-b",
        ["--user-agent"] = "-A",
        ["--referer"] = "-e",
        ["--url"] = "--url",
        ["--oauth2-bearer"] = "--oauth2-bearer",
        ["--output"] = "-o",
        ["--get"] = "-G",
        ["--head"] = "-I",
        ["--insecure"] = "-k",
        ["--location"] = "-L",
        ["--silent"] = "-s",
        ["--compressed"] = "-s",
        ["--no-progress-meter"] = "-s",
        ["--progress-bar"] = "-s",
        ["--no-buffer"] = "-N",
        ["--show-error"] = "-S",
        ["--verbose"] = "-v",
        ["--include"] = "-i",
        ["--fail"] = "-f",
        ["--fail-with-body"] = "-f",
    };

    /// <summary>The data of <c>--data-urlencode</c>: "content", "=content" or "name=content"; the name is not encoded.</summary>
    public static string UrlEncoded(string value, string written)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 && value.Contains('@', StringComparison.Ordinal))
            throw File(value, written);
        string name = equals > 0 ? value[..(equals + 1)] : "";
        return name + Uri.EscapeDataString(value[(equals + 1)..]);
    }

    /// <summary>The data of an option for which <c>@</c> means a file.</summary>
    public static string NotFile(string value, string written) => value.StartsWith('@') ? throw File(value, written) : value;

    private static FormatException File(string value, string written) =>
        new($"{written} {value} reads a file, which the host does not have. Write the data into the command.");

    /// <summary>Refuses an option.</summary>
    public static FormatException Unsupported(string option) =>
        new($"The option {option} is not supported here. If the request works without it, remove it and its value, and paste the command again.");
}
