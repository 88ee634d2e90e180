using System.Collections.Concurrent;
using Microsoft.Playwright;
using SseDashboard.Conformance.Tests;
using SseDashboard.E2E;

[assembly: AssemblyFixture(typeof(Bench))]

namespace SseDashboard.Conformance.Tests;

/// <summary>One Chromium and one scripted server for all tests.</summary>
public sealed class Bench : IAsyncLifetime
{
    // The harnesses end their own waits after 5 s and say for what they waited; this one is for a page that does not answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<IPage> _idlePages = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ScriptedServer? _server;

    /// <summary>The server of the page and of what it requests.</summary>
    public ScriptedServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(ChromiumLocator.LaunchOptions(_playwright));
    }

    /// <summary>
    /// Runs the exported function <paramref name="function"/> of <c>harness/{module}</c> in a page that no other test uses
    /// meanwhile, with the arguments as JSON, and gives its result.
    /// </summary>
    public async Task<T> RunAsync<T>(string module, string function, params object?[] arguments)
    {
        // A function that fails may leave something behind, so its page is not used again.
        if (!_idlePages.TryTake(out var page))
            page = await OpenPageAsync();
        // As text both ways: the tests' own JSON rules then apply, not the driver's.
        var running = page.EvaluateAsync<string>(
            """
            async ([module, name, args]) => {
              const exported = await import(`/harness/${module}`);
              return JSON.stringify(await exported[name](...JSON.parse(args)) ?? null);
            }
            """,
            new[] { module, function, Json.Write(arguments) });
        await HappensAsync(running, $"{function} of {module} comes to its end");
        _idlePages.Add(page);
        return Json.Read<T>(await running);
    }

    /// <summary>Runs a function that fails by itself if something is wrong, and has no result.</summary>
    public Task RunAsync(string module, string function, params object?[] arguments) =>
        RunAsync<object?>(module, function, arguments);

    /// <summary>Waits for what must happen. If it does not, the test fails and says what it was.</summary>
    public static async Task HappensAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Assert.Fail($"This did not happen within {Patience.TotalSeconds} s: {what}.");
        }
    }

    private async Task<IPage> OpenPageAsync()
    {
        var page = await _browser!.NewPageAsync();
        await page.GotoAsync(Server.Origin.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
