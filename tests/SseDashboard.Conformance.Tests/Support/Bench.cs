using System.Collections.Concurrent;
using Microsoft.Playwright;
using SseDashboard.Conformance.Tests;
using SseDashboard.E2E;

[assembly: AssemblyFixture(typeof(Bench))]

namespace SseDashboard.Conformance.Tests;

/// <summary>The Chromium and the scripted server that all tests share.</summary>
public sealed class Bench : IAsyncLifetime
{
    // The harnesses time out their own waits after 15 s with a specific message; this timeout is for an unresponsive page.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentBag<IPage> _idlePages = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ScriptedServer? _server;

    /// <summary>The server of the page and of everything it requests.</summary>
    public ScriptedServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(ChromiumLocator.LaunchOptions(_playwright));
    }

    /// <summary>
    /// Runs the exported function <paramref name="function"/> of <c>harness/{module}</c> in a page of its own, with the arguments
    /// as JSON, and returns its result.
    /// </summary>
    public async Task<T> RunAsync<T>(string module, string function, params object?[] arguments)
    {
        // Pages are reused only after success: a failed function may leave state behind.
        if (!_idlePages.TryTake(out var page))
            page = await OpenPageAsync();
        // Text both ways, so that the tests' JSON rules apply instead of Playwright's.
        var running = page.EvaluateAsync<string>(
            """
            async ([module, name, args]) => {
              const exported = await import(`/harness/${module}`);
              return JSON.stringify(await exported[name](...JSON.parse(args)) ?? null);
            }
            """,
            new[] { module, function, Json.Write(arguments) });
        await HappensAsync(running, $"{function} in {module} completes");
        _idlePages.Add(page);
        return Json.Read<T>(await running);
    }

    /// <summary>Runs a function that makes its own assertions and returns nothing.</summary>
    public Task RunAsync(string module, string function, params object?[] arguments) =>
        RunAsync<object?>(module, function, arguments);

    /// <summary>
    /// Runs a function in a page of its own, and reloads the page once <paramref name="ready"/> completes. Returns once the
    /// requests that the page sent before the reload would have arrived.
    /// </summary>
    public async Task ReloadAsync(string module, string function, Task ready, object argument)
    {
        var page = await OpenPageAsync();
        await page.EvaluateAsync(
            "async ([module, name, argument]) => { (await import(`/harness/${module}`))[name](JSON.parse(argument)); }",
            new[] { module, function, Json.Write(argument) });
        await HappensAsync(ready, "the server receives the request of the page");
        await page.ReloadAsync();
        // A request that the old page sent would be on its way before this one.
        await page.EvaluateAsync("() => fetch('/')");
        await page.CloseAsync();
    }

    /// <summary>Waits for a task; on a timeout, fails the test with a message that says what did not happen.</summary>
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
