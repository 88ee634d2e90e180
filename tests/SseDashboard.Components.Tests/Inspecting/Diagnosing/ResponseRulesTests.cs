using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>The way to the response, and its head.</summary>
public sealed class ResponseRulesTests
{
    [Fact]
    public void Healthy_HasNoFinding() => new Ticking().Observe().Findings().Nothing();

    [Theory]
    [InlineData(503, "try again")]
    [InlineData(401, "Authorization")]
    [InlineData(404, "Check the path")]
    [InlineData(304, "Location")]
    public void AnyOtherStatus_IsNot200(int status, string change)
    {
        var finding = new Ticking { Status = status }.Observe().Findings().Only("not-200");

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains($"{status}", finding.Sentence, StringComparison.Ordinal);
        Assert.Contains(change, finding.Change, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, evidence => evidence.Contains("id: 1", StringComparison.Ordinal));
    }

    [Fact]
    public void NoContent_AtFirst_IsAWarning() =>
        Assert.Equal(Severity.Warning, new Ticking { Status = 204, Ticks = 0, EndMark = "" }.Observe().Findings().Only("not-200").Severity);

    [Fact]
    public void NoContent_AfterAStream_IsItsEnd() => Diagnosed.Session(
        new Ticking().Observe(), new Ticking { Status = 204, Ticks = 0, EndMark = "", StartsAt = 5 }.Observe()).Nothing();

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public void AStreamOfAnotherType_IsContentTypeWrong(string type) =>
        Assert.Contains(type, new Ticking { Type = type }.Observe().Findings().Only("content-type-wrong").Sentence, StringComparison.Ordinal);

    [Fact]
    public void AnotherCharset_IsContentTypeWrong() =>
        Assert.Contains("windows-1252", new Ticking { Type = "text/event-stream; charset=windows-1252" }.Observe().Findings().Only("content-type-wrong").Sentence, StringComparison.Ordinal);

    [Fact]
    public void JsonLines_AreContentTypeWrong() => Assert.Contains("newline-delimited", new Ticking { Type = "application/x-ndjson" }
        .Observe((0, "{\"a\":1}\n"), (1, "{\"a\":2}\n")).Findings().Only("content-type-wrong").Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("text/event-stream;charset=UTF-8")]
    [InlineData("TEXT/Event-Stream;")]
    public void OtherSpellingsOfTheType_AreFine(string type) => new Ticking { Type = type }.Observe().Findings().Nothing();

    [Fact]
    public void NoType_IsContentTypeMissing() => new Ticking { Type = null }.Observe().Findings().Only("content-type-missing");

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/event-stream")]
    [InlineData(null)]
    public void AWebPage_IsHtmlIn200(string? type) => new Ticking { Type = type }
        .Observe((0, "<!DOCTYPE html>\n<title>Sign in</title>\n\n<p>Sign in</p>\n")).Findings().Only("html-in-200");

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    [InlineData("text/plain")]
    public void AJsonDocument_IsJsonIn200(string type) => Assert.Equal(Severity.Error, new Ticking { Type = type }
        .Observe((0, """{"error":{"message":"Too many requests"}}""")).Findings().Only("json-in-200").Severity);

    [Fact]
    public void AJsonDocumentThatTheRequestAccepts_IsANote() => Assert.Equal(Severity.Note, new Ticking
    {
        Type = "application/json",
        Method = "POST",
        RequestHeaders = [("Accept", "application/json, text/event-stream")],
    }.Observe((0, """{"jsonrpc":"2.0","id":1,"result":{}}""")).Findings().Only("json-in-200").Severity);

    [Fact]
    public void ARedirectThatLosesHeaders_IsFoundWithoutThe401ThatFollows()
    {
        ObservedRedirect redirect = new(307, Observed.Url, new("https://other.example/stream"), ["Authorization"]);

        new Ticking { Redirects = [redirect] }.Observe().Findings().Only("redirect-loses-headers");
        var finding = new Ticking { Redirects = [redirect], Status = 401 }.Observe().Findings().Only("redirect-loses-headers");
        Assert.Contains("Authorization", finding.Sentence, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, evidence => evidence.Contains("https://other.example/stream", StringComparison.Ordinal));
    }

    [Fact]
    public void ARedirectThatKeepsHeaders_IsFine() => new Ticking { Redirects = [new(307, Observed.Url, new("https://example.org/other"), [])] }.Observe().Findings().Nothing();

    [Theory]
    [InlineData(ObservedFailure.Name, "resolved")]
    [InlineData(ObservedFailure.Refused, "refuses")]
    [InlineData(ObservedFailure.Tls, "TLS")]
    [InlineData(ObservedFailure.Timeout, "in time")]
    public void NoResponse_SaysWhy(ObservedFailure failure, string word)
    {
        var observation = Observed.Request();
        observation.Ended(new(ObservedEndKind.Failed, failure, null, Observed.At(1)));

        Assert.Contains(word, observation.Findings().Only("no-response").Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://app.example", false, null, null, "is missing")]
    [InlineData("https://app.example", false, "https://other.example", null, "another origin")]
    [InlineData("https://app.example", true, "*", "true", "does not allow cookies")]
    [InlineData("https://app.example", true, "https://app.example", null, "Access-Control-Allow-Credentials is missing")]
    public void AHeaderThatABrowserMisses_IsCorsMissing(string origin, bool withCredentials, string? allowed, string? credentials, string what)
    {
        var finding = new Ticking { Headers = Cors(allowed, credentials) }.Observe()
            .Findings(Diagnosed.Now with { Origin = origin, WithCredentials = withCredentials }).Only("cors-missing");

        Assert.Contains(what, finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org", false, null, null)]
    [InlineData("https://app.example", false, "*", null)]
    [InlineData("https://app.example", true, "https://app.example", "true")]
    public void AResponseThatABrowserMayRead_IsFine(string origin, bool withCredentials, string? allowed, string? credentials) =>
        new Ticking { Headers = Cors(allowed, credentials) }.Observe()
            .Findings(Diagnosed.Now with { Origin = origin, WithCredentials = withCredentials }).Nothing();

    [Fact]
    public void CorsMissing_NamesWhatNeedsAPreflight() => Assert.Contains(
        new Ticking { RequestHeaders = [("Authorization", "Bearer x"), ("Accept", "text/event-stream")] }.Observe()
            .Findings(Diagnosed.Now with { Origin = "https://app.example" }).Only("cors-missing").Evidence,
        evidence => evidence.StartsWith("Because of Authorization,", StringComparison.Ordinal));

    private static (string, string)[] Cors(string? allowed, string? credentials) =>
    [
        .. allowed is null ? [] : new[] { ("Access-Control-Allow-Origin", allowed) },
        .. credentials is null ? [] : new[] { ("Access-Control-Allow-Credentials", credentials) },
    ];
}
