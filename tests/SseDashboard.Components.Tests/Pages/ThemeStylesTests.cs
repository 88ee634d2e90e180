using Bunit;
using MudBlazor;
using SseDashboard.Components.Layout;
using SseDashboard.Display;

namespace SseDashboard.Components.Tests;

public sealed class ThemeStylesTests : DashboardContext
{
    // MudBlazor asks whether its script is loaded.
    public ThemeStylesTests() => JSInterop.Setup<bool>("window.hasOwnProperty", _ => true).SetResult(true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Styles_AreThoseOfMudBlazor(bool isDark)
    {
        var expected = Render<MudThemeProvider>(theme => theme.Add(styles => styles.Theme, DashboardTheme.Instance)
            .Add(styles => styles.IsDarkMode, isDark).Add(styles => styles.ObserveSystemDarkModeChange, false));
        var ours = Render<ThemeStyles>(theme => theme.Add(styles => styles.IsDarkMode, isDark).Add(styles => styles.ObserveSystemDarkModeChange, false));

        ours.MarkupMatches(expected.Markup);
        Assert.Contains(isDark ? "color-scheme: dark" : "color-scheme: light", ours.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Styles_OfTwoPages_AreOneText()
    {
        Assert.Same(Text(), Text());
    }

    private string Text() =>
        Render<ThemeStyles>(theme => theme.Add(styles => styles.ObserveSystemDarkModeChange, false)).Instance.Text();
}
