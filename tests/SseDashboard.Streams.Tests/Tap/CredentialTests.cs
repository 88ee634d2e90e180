using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams.Tests;

/// <summary>Credentials never leave the tap.</summary>
public sealed class CredentialTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("proxy-authorization")]
    [InlineData("Cookie")]
    [InlineData("DPoP")]
    [InlineData("X-Api-Key")]
    [InlineData("X-Auth-Token")]
    [InlineData("X-Amz-Security-Token")]
    [InlineData("X-CSRF-TOKEN")]
    public async Task RequestField_Credential_IsReportedByNameAndLength(string name)
    {
        var (request, _) = await ExchangeAsync("/", $"{name}: a=1234567");

        var header = Assert.Single(request.Headers, header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(("", 9), (header.Value, header.HiddenLength));
    }

    [Theory]
    [InlineData("Set-Cookie")]
    [InlineData("Authentication-Info")]
    [InlineData("Proxy-Authentication-Info")]
    public async Task ResponseField_Credential_IsReportedByNameAndLength(string name)
    {
        var (_, response) = await ExchangeAsync("/", respond: headers => headers[name] = "a=1234567");

        var header = Assert.Single(response.Headers, header => header.Name == name);
        Assert.Equal(("", 9), (header.Value, header.HiddenLength));
    }

    [Theory]
    [InlineData("Accept", "text/event-stream")]
    [InlineData("Last-Event-ID", "e-7")]
    [InlineData("Idempotency-Key", "7")]
    [InlineData("Referer", "http://localhost/")]
    public async Task RequestField_NotACredential_IsReportedWithItsValue(string name, string value)
    {
        var (request, _) = await ExchangeAsync("/", $"{name}: {value}");

        Assert.Contains(new(name, value), request.Headers);
    }

    [Theory]
    [InlineData("access_token=s3cret", "/?access_token=(hidden)")]
    [InlineData("ACCESS_TOKEN=s3cret&a=1", "/?ACCESS_TOKEN=(hidden)&a=1")]
    [InlineData("a=1&api_key=s3cret&client_secret=s3cret", "/?a=1&api_key=(hidden)&client_secret=(hidden)")]
    [InlineData("lastEventId=e-7&q=a%20b", "/?lastEventId=e-7&q=a%20b")]
    public async Task Query_WithACredential_IsReportedWithoutItsValue(string query, string target)
    {
        var (request, _) = await ExchangeAsync($"/?{query}");

        Assert.Equal(target, request.Target);
    }

    private static async Task<(WireRequest Request, WireResponse Response)> ExchangeAsync(
        string target, string? header = null, Action<IHeaderDictionary>? respond = null)
    {
        await using var host = await StreamHost.MapAsync(
            (_, routes) => routes.MapGet("/", (HttpContext context) =>
            {
                respond?.Invoke(context.Response.Headers);
                return EventStream.From((_, _) => Task.CompletedTask);
            }),
            []);
        using var watcher = host.Taps.Watch();
        string watch = $"{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}watch={watcher.Token}";
        await using var client = await host.OpenAsync(target + watch, header is null ? [] : [header]);
        return (await NextAsync<WireRequest>(watcher), await NextAsync<WireResponse>(watcher));
    }

    private static async Task<T> NextAsync<T>(WireWatcher watcher) where T : WireRecord =>
        Assert.IsType<T>(await watcher.Records.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
}
