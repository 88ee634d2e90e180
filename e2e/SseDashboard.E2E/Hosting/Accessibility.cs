using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SseDashboard.E2E.Hosting;

/// <summary>Checks a page in its current state in both colour schemes, on a wide and a narrow screen.</summary>
internal static class Accessibility
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private sealed record Node(string Html);

    private sealed record Violation(string Id, string Help, Node[] Nodes);

    /// <summary>Asserts that axe finds nothing in any combination, and that the page is never wider than its window.</summary>
    /// <param name="page">A page without frames whose theme follows the system.</param>
    /// <param name="state">What the page shows, for the failure message.</param>
    public static async Task AssertAsync(IPage page, string state)
    {
        var failures = new List<string>();
        foreach (int width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 844);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await ShowAsync(page, scheme);
                int shown = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
                var found = (await FindAsync(page)).Concat(shown == width ? [] : [$"the page is {shown} px wide"]);
                failures.AddRange(found.Select(failure => $"{state}, {scheme}, {width} px: {failure}"));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static async Task ShowAsync(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        // Once the circuit has rendered this theme, the button offers the other one.
        string other = scheme == ColorScheme.Light ? "Dark theme" : "Light theme";
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = other })).ToBeVisibleAsync();
    }

    /// <summary>Runs axe on a page in its current state and returns a sentence per finding.</summary>
    /// <param name="page">A page without frames.</param>
    /// <param name="without">Rules that do not apply to this page.</param>
    public static async Task<IEnumerable<string>> FindAsync(IPage page, params string[] without)
    {
        // Run axe directly: its Playwright wrapper opens another page for every run and takes 2 s instead of 0.2.
        if (!await page.EvaluateAsync<bool>("'axe' in globalThis"))
            await page.EvaluateAsync(Axe);
        string found = await page.EvaluateAsync<string>(
            """
            async (without) => JSON.stringify((await axe.run(document, {
              resultTypes: ['violations'], rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
            })).violations)
            """, without);
        return JsonSerializer.Deserialize<Violation[]>(found, JsonSerializerOptions.Web)!
            .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}");
    }
}
