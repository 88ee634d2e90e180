using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SseDashboard.E2E.Hosting.Browser))]

namespace SseDashboard.E2E.Hosting;

/// <summary>The Chromium that all tests share; each test gets its own contexts.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly ConcurrentBag<IBrowser> _others = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout((float)Wait.Limit.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(ChromiumLocator.LaunchOptions(_playwright));
    }

    /// <summary>Creates a context without transitions: the contrast of a colour in mid-transition is meaningless.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.ReducedMotion ??= ReducedMotion.Reduce;
        return await PrepareAsync(await _browser.NewContextAsync(options));
    }

    /// <summary>
    /// Creates a context in a separate browser that resolves one host to another, like an entry in the hosts file.
    /// </summary>
    public async Task<IBrowserContext> NewContextWithMappingAsync(string from, string to)
    {
        var options = ChromiumLocator.LaunchOptions(_playwright);
        options.Args = [.. options.Args!, $"--host-resolver-rules=MAP {from} {to}"];
        var browser = await _playwright.Chromium.LaunchAsync(options);
        _others.Add(browser);
        return await PrepareAsync(await browser.NewContextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _others.Append(_browser))
            await browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static async Task<IBrowserContext> PrepareAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout((float)Wait.Limit.TotalMilliseconds);
        await TestRecord.Current.AddAsync(context);
        return context;
    }
}
