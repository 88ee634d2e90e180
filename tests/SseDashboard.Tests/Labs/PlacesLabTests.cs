using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Labs;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

public sealed class PlacesLabTests
{
    [Fact]
    public async Task Stream_WithAllPlacesTaken_IsRefusedUntilOneIsFree()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var first = await host.OpenAsync(client, "/labs/places/room?places=1");
        var refused = await host.SendAsync(client, HttpMethod.Get, "/labs/places/room?places=1");
        var problem = await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
        Assert.Contains("are taken", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("5", refused.Headers.RetryAfter?.ToString());
        await using (await host.OpenAsync(client, "/labs/places/other?places=1"))
        {
            await first.DisposeAsync();
            var taken = host.Services.GetRequiredService<TakenPlaces>();
            await Wait.UntilAsync(() => taken.Count("places/room") == 0, "the host sees that the client has left");
        }

        await using var next = await host.OpenAsync(client, "/labs/places/room?places=1");
        Assert.Equal(HttpStatusCode.OK, next.Response.StatusCode);
    }

    [Fact]
    public async Task Event_PublishedToItsChannel_Arrives()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/labs/places/room?places=1");
        await host.SendAsync(client, HttpMethod.Post, "/broadcast/room", """{"type": "saved", "data": "x"}""");

        // A new listener first gets an id to resume from.
        Assert.StartsWith("id: ", await stream.NextAsync(), StringComparison.Ordinal);
        Assert.EndsWith("event: saved\ndata: x\n\n", await stream.NextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("room?places=0", "places")]
    [InlineData("room?places=501", "places")]
    [InlineData("room?places=many", "places")]
    [InlineData("no%20name", "channel")]
    public async Task Request_OutOfBounds_IsRefused(string request, string field)
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        await Problem.IsOfFieldAsync(await host.SendAsync(client, HttpMethod.Get, $"/labs/places/{request}"), field);
    }
}
