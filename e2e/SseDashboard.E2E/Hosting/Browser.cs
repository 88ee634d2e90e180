using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SseDashboard.E2E.Hosting.Browser))]

namespace SseDashboard.E2E.Hosting;

/// <summary>One Chromium for all tests; each test gets a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(ChromiumLocator.LaunchOptions(_playwright));
    }

    /// <summary>A context without transitions: a colour that is on its way from one to another has no contrast to check.</summary>
    public Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.ReducedMotion ??= ReducedMotion.Reduce;
        return _browser.NewContextAsync(options);
    }

    /// <summary>A browser for which an address is another one, as an entry in the hosts file would have it.</summary>
    public Task<IBrowser> LaunchWithMappingAsync(string from, string to)
    {
        var options = ChromiumLocator.LaunchOptions(_playwright);
        options.Args = [.. options.Args!, $"--host-resolver-rules=MAP {from} {to}"];
        return _playwright.Chromium.LaunchAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
