using Bunit;
using Microsoft.AspNetCore.Http;
using SseDashboard.Components.Pages;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests;

/// <summary>The limits on the Connections page, and what they refused.</summary>
public sealed class ConnectionLimitTests : StreamContext
{
    [Fact]
    public async Task Refused_OverTheBound_IsCountedByReasonAndTheBoundIsFull()
    {
        Settings["Streams:MaxConnectionsPerAddress"] = "2";
        _ = ListenTo("news", "2001:db8::1");
        _ = ListenTo("news", "2001:db8::2");
        await ListenTo("news", "2001:db8::3");
        var page = Render<ConnectionsPage>();

        Assert.Equal(["Too many from one address: 1"], page.FindAll("[data-testid=refused]").Select(found => found.TextContent));
        var bound = page.Find("[role=meter][aria-label='From one address']");
        Assert.Equal("2 of 2 streams", bound.GetAttribute("aria-valuetext"));
        Assert.Contains("busiest: 2001:db8::/64", bound.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.True(bound.ParentElement!.ClassList.Contains("full"));
    }

    [Fact]
    public async Task Bounds_ShareOfStreamsOpenToAnyone_ShowsAndItsRefusalsAreCounted()
    {
        Settings["Streams:MaxConnectionsPerAddress"] = "8";
        Settings["Streams:MaxConnections"] = "2";
        for (int i = 0; i < 2; i++)
        {
            _ = EventStream.From((_, left) => Task.Delay(-1, left), new() { IsPublic = true })
                .ExecuteAsync(new DefaultHttpContext { RequestServices = Services });
        }

        await Wait.UntilAsync(
            () => Registry.Totals.Refused[RefusalReason.TooManyPublicConnections] == 1, "the second stream is refused");
        var page = Render<ConnectionsPage>();

        Assert.Equal(["Too many public streams: 1"], page.FindAll("[data-testid=refused]").Select(found => found.TextContent));
        var bound = page.Find("[role=meter][aria-label='Public streams']");
        Assert.Equal("1 of 1 streams", bound.GetAttribute("aria-valuetext"));
        Assert.Contains("Streams:MaxPublicShare", bound.ParentElement!.TextContent, StringComparison.Ordinal);
    }
}
