using Microsoft.Playwright;

namespace SseDashboard.E2E.Hosting;

/// <summary>A drop-down field of the dashboard.</summary>
internal static class Choice
{
    /// <summary>Opens the list and selects an option.</summary>
    /// <param name="page">The page.</param>
    /// <param name="label">The field's label.</param>
    /// <param name="option">The option's text.</param>
    public static async Task SelectAsync(IPage page, string label, string option)
    {
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });
        await field.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
        await Expect(field).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(field).ToHaveValueAsync(option);
    }
}
