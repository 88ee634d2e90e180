using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>A run of the lesson on connections.</summary>
public sealed class ConnectionsRunTests : StreamContext
{
    private const string Stream = "/broadcast/room";

    // Closing a connection lets through a request that waited in the browser.
    [Fact]
    public async Task Host_AfterTheRun_HasNoRequestThatItsEndLetThrough()
    {
        var started = JSInterop.SetupModule("./js/learn/connections.js").SetupModule("start", _ => true);
        started.SetupVoid("stop").SetVoidResult();
        await using var run = new ConnectionsRun(JSInterop.JSRuntime, Services.GetRequiredService<WireTaps>(), Unexpected);
        var running = run.RunAsync(Stream, Stream, sources: 7, listeners: 7, ConnectionsRun.Puzzle, TimeSpan.FromSeconds(1));
        string query = UrlOf(JSInterop.Invocations["start"].Single(call => call.Arguments.Count == 2).Arguments[1]!)[Stream.Length..];
        for (int i = 0; i < 6; i++)
            _ = ListenTo("room", query: query);
        Assert.Equal(6, run.Host.Requests.Count);
        Assert.Equal(6, run.OnQuiet());

        run.OnSettled();
        _ = ListenTo("room", query: query);
        run.OnSettled();

        Assert.Equal(6, run.Host.Requests.Count);
        await run.ClearAsync();
        await running;
        Assert.Empty(run.Host.Requests);
        Registry.Snapshot().ToList().ForEach(stream => Registry.Drop(stream.Id));
    }

    private static string UrlOf(object options) => (string)options.GetType().GetProperty("url")!.GetValue(options)!;
}
