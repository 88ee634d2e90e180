using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

public sealed class ErrorLabTests
{
    [Fact]
    public async Task Stream_ByItsLastEventId_SendsErrorsFailsAndIsOver()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var first = await host.OpenAsync(client, "/labs/errors?retryMs=100");
        Assert.Equal(
            ["retry: 100\n\n", "id: 1\nevent: error\ndata: The disk is almost full\n\n", "data: The stream goes on\n\n", "event: error\ndata: \n\n"],
            await first.RestAsync());
        Assert.Empty(host.Logs.Problems);

        await using var second = await host.OpenAsync(client, "/labs/errors?lastEventId=1");
        Assert.Equal(["retry: 500\n\n", "id: 2\ndata: Connected again\n\n"], await second.RestAsync());
        await Wait.UntilAsync(() => host.Logs.Problems.Any(problem => problem.Contains("on purpose", StringComparison.Ordinal)), "the failure is logged");

        await Problem.OfAsync(await host.SendAsync(client, HttpMethod.Get, "/labs/errors", null, ("Last-Event-ID", "2")), HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("49")]
    [InlineData("60001")]
    [InlineData("soon")]
    public async Task ReconnectionTime_OutOfBounds_IsRefused(string retry)
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        await Problem.IsOfFieldAsync(await host.SendAsync(client, HttpMethod.Get, $"/labs/errors?retryMs={retry}"), "retryMs");
    }
}
