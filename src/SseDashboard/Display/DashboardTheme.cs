using MudBlazor;

namespace SseDashboard.Display;

/// <summary>
/// The colours and typefaces of the dashboard. Every text colour has a contrast of at least 4.5 to 1 on its background (WCAG 2.2,
/// 1.4.3); system typefaces are used, so nothing is fetched from elsewhere.
/// </summary>
internal static class DashboardTheme
{
    private static readonly string[] Sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"];

    public static MudTheme Instance { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0f766e",
            PrimaryContrastText = "#ffffff",
            Background = "#f5f7f9",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#17212b",
            TextPrimary = "#17212b",
            TextSecondary = "#51606f",
            TextDisabled = "#6b7885",
            ActionDefault = "#51606f",
            ActionDisabled = "#6b7885",
            LinesDefault = "#d9e0e6",
            Error = "#b42318",
            Success = "#146c43",
            Warning = "#8a5300",
            Info = "#1d5fa8",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#5eead4",
            PrimaryContrastText = "#04302c",
            Background = "#0c1117",
            Surface = "#131a22",
            AppbarBackground = "#131a22",
            AppbarText = "#e4eaf0",
            TextPrimary = "#e4eaf0",
            TextSecondary = "#9fb0c0",
            TextDisabled = "#8495a5",
            ActionDefault = "#9fb0c0",
            ActionDisabled = "#8495a5",
            LinesDefault = "#293440",
            Error = "#ff9a8d",
            Success = "#6fdc9f",
            Warning = "#f2c166",
            Info = "#86bdf7",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = ".9rem" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = ".9rem" },
            Button = new ButtonTypography { FontFamily = Sans, TextTransform = "none", FontWeight = "600" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
