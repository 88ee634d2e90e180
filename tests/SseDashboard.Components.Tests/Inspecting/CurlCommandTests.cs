using System.Diagnostics;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class CurlCommandTests
{
    // As Chrome writes it: “Copy as cURL (bash)” escapes ! and control characters in $'…'.
    private const string Chrome = """
        curl 'http://localhost:3000/v1/chat?stream=1' \
          -H 'accept: text/event-stream' \
          -H 'accept-language: en-US,en;q=0.9' \
          -b 'session=abc; theme=dark' \
          -H 'content-type: application/json' \
          -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \
          --data-raw $'{"text":"It\'s\u0021\\n","smile":"\ud83d\ude00"}' \
          --compressed \
          --insecure
        """;

    // As Firefox writes it.
    private const string Firefox = """
        curl 'https://example.com/stream' \
          --compressed \
          -X POST \
          -H 'User-Agent: Mozilla/5.0' \
          -H 'Accept: text/event-stream' \
          -H 'Cookie: a=b' \
          --data-raw 'a=1&b=it'\''s'
        """;

    [Fact]
    public void Command_OfChrome_IsRead()
    {
        var request = Read(Chrome.Replace(" \\\n  --insecure", "", StringComparison.Ordinal));

        Assert.Equal(("http://localhost:3000/v1/chat?stream=1", "POST"), (request.Address, request.Method));
        Assert.Equal(
            [
                new("accept", "text/event-stream"), new("accept-language", "en-US,en;q=0.9"), new("content-type", "application/json"),
                new("user-agent", "Mozilla/5.0 (X11; Linux x86_64)"), new("Cookie", "session=abc; theme=dark"),
            ],
            request.Headers);
        Assert.Equal("""{"text":"It's!\n","smile":"😀"}""", request.Body);
    }

    [Fact]
    public void Command_OfFirefox_IsRead()
    {
        var request = Read(Firefox);

        Assert.Equal(("https://example.com/stream", "POST", "a=1&b=it's"), (request.Address, request.Method, request.Body));
        Assert.Equal("application/x-www-form-urlencoded", request.Headers.Find("Content-Type"));
    }

    [Theory]
    [InlineData("curl -N localhost:3000/sse", "GET http://localhost:3000/sse")]
    [InlineData("/usr/bin/curl --url http://a/ -sSL", "GET http://a/")]
    [InlineData("curl -sN --output - http://a/", "GET http://a/")]
    [InlineData("curl -XPUT http://a/ -HX-A:1 -H 'X-B;'", "PUT http://a/ X-A=1 X-B=")]
    [InlineData("curl http://a/ -d a=1 --data b=2", "POST http://a/ Content-Type=application/x-www-form-urlencoded [a=1&b=2]")]
    [InlineData("curl -G 'http://a/?x=1' -d a=1 --data-urlencode 'b=c d&'", "GET http://a/?x=1&a=1&b=c%20d%26")]
    [InlineData("curl http://a/ --json '{\"a\":' --json '1}'", "POST http://a/ Accept=application/json Content-Type=application/json [{\"a\":1}]")]
    [InlineData("curl http://a/ -u me:pass", "GET http://a/ Authorization=Basic bWU6cGFzcw==")]
    [InlineData("curl http://a/ -u me:pass -H 'Authorization: Bearer x'", "GET http://a/ Authorization=Bearer x")]
    [InlineData("curl http://me:pass@a/b", "GET http://a/b Authorization=Basic bWU6cGFzcw==")]
    [InlineData("curl http://a/ -b a=1 -b b=2 -A me -e 'http://b/;auto'", "GET http://a/ User-Agent=me Referer=http://b/ Cookie=a=1; b=2")]
    [InlineData("curl http://a/ --data-raw @x", "POST http://a/ Content-Type=application/x-www-form-urlencoded [@x]")]
    [InlineData("curl \"http://a/?q=\\\"\\$x\\\\\" -I", "HEAD http://a/?q=\"$x\\")]
    [InlineData("curl \"a\\\nb\" -I", "HEAD http://ab")]
    [InlineData("curl http://a/ -d $'\\xc3\\xa9\\101\\t\\u00e9'", "POST http://a/ Content-Type=application/x-www-form-urlencoded [éA\té]")]
    [InlineData("curl http://a/\\ b -d ''", "POST http://a/ b Content-Type=application/x-www-form-urlencoded []")]
    public void Command_WithOptions_IsRead(string command, string expected) => Assert.Equal(expected, Describe(command));

    [Theory]
    [InlineData("wget http://a/", "begins with curl")]
    [InlineData("", "begins with curl")]
    [InlineData("curl -s", "no address")]
    [InlineData("curl http://a/ http://b/", "two addresses")]
    [InlineData("curl http://a/ -k", "-k turns off the check of the certificate")]
    [InlineData("curl -sk http://a/", "-k turns off the check of the certificate")]
    [InlineData("curl --proxy http://p http://a/", "option --proxy is not supported")]
    [InlineData("curl -F a=b http://a/", "option -F is not supported")]
    [InlineData("curl http://a/ -H", "value of -H is missing")]
    [InlineData("curl http://a/ -H Accept", "no colon")]
    [InlineData("curl http://a/ -H Accept:", "leave out the header")]
    [InlineData("curl http://a/ -d @file", "reads a file")]
    [InlineData("curl http://a/ -b jar.txt", "from a file")]
    [InlineData("curl http://a/ -u me", "no password")]
    [InlineData("curl http://a/?x=1&y=2", "put the address in quotes")]
    [InlineData("curl http://a/ | jq", "unquoted |")]
    [InlineData("curl http://a/ -H \"Authorization: Bearer $TOKEN\"", "shell variable $TOKEN")]
    [InlineData("curl http://a/ -d `date`", "would run something")]
    [InlineData("curl http://a/ -d $'\\xff'", "not UTF-8")]
    [InlineData("curl 'http://a/", "not closed")]
    [InlineData("curl http://a/ \\", "last lines are missing")]
    [InlineData("curl http://a/\ncurl http://b/", "one command only")]
    [InlineData("curl ^\"http://a/^\"", "Windows command prompt")]
    [InlineData("curl 'http://'", "not an address")]
    public void Command_ThatCannotBeMade_IsRefusedInASentence(string command, string why)
    {
        var (request, problem) = CurlCommand.Parse(command);

        Assert.Null(request);
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_Insecure_IsRefused() => Assert.Contains("--insecure turns off", CurlCommand.Parse(Chrome).Problem, StringComparison.Ordinal);

    [Fact]
    public void Written_ReadAgain_IsTheSameRequest()
    {
        var request = new RequestDraft(
            "http://a/?q='x'&y=$(z)", "POST", [new("Accept", "text/event-stream"), new("X-A", "it's \"$HOME\" `x` \\"), new("Content-Type", "text/plain"), new("X-Empty", "")], "line 1\nit's \\ \0 é 😀\r\n\t!");

        var again = Read(CurlCommand.Write(request, withSecrets: true));

        Assert.Equal(request with { Headers = [] }, again with { Headers = [] });
        Assert.Equal(request.Headers, again.Headers);
    }

    // The shell must see the same words as our own reading of it does.
    [Fact]
    public async Task Written_PassedToBash_HasTheSameWords()
    {
        string command = CurlCommand.Write(new("http://a/?q='x'&y=$(id)`id`", "QUERY", [new("X-A", "a'b\\c \"$HOME\"")], "1\n'2'\\ \u0001!"), withSecrets: true);
        var words = ShellWords.Of(command);

        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, ArgumentList = { "-c", $"curl() {{ printf '%s\\0' \"$@\"; }}; {command}" } };
        using var bash = Process.Start(start)!;
        string printed = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(words.Skip(1), printed.TrimEnd('\0').Split('\0'));
    }

    [Fact]
    public void Written_WithoutSecrets_HasPlaceholders()
    {
        var request = new RequestDraft("http://me:hidden@a/?api_key=hidden&q=1", "GET", [new("Authorization", "Bearer hidden"), new("X-Api-Key", "hidden"), new("X-Trace", "shown")], "");

        string command = CurlCommand.Write(request, withSecrets: false);

        Assert.DoesNotContain("hidden", command, StringComparison.Ordinal);
        Assert.Contains("'Authorization: SECRET'", command, StringComparison.Ordinal);
        Assert.Contains("'http://SECRET@a/?api_key=SECRET&q=1'", command, StringComparison.Ordinal);
        Assert.Contains("'X-Trace: shown'", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Draft_WithoutSecrets_KeepsNamesAndDropsValues()
    {
        var kept = new RequestDraft("http://me:hidden@a/?Token=hidden&q=1#access_token=hidden", "POST", [new("Cookie", "hidden"), new("Accept", "x")], "hidden").WithoutSecrets();

        Assert.Equal("http://a/?Token=&q=1#access_token=", kept.Address);
        Assert.Equal([new("Cookie", ""), new("Accept", "x")], kept.Headers);
        Assert.Equal("", kept.Body);
    }

    private static RequestDraft Read(string command)
    {
        var (request, problem) = CurlCommand.Parse(command);
        Assert.True(problem is null, problem);
        return request!;
    }

    private static string Describe(string command)
    {
        var request = Read(command);
        string body = request.Method is "POST" ? $" [{request.Body}]" : "";
        return $"{request.Method} {request.Address}{string.Concat(request.Headers.Select(header => $" {header.Name}={header.Value}"))}{body}";
    }
}
