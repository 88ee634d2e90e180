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
            DrawerBackground = "#ffffff",
            DrawerText = "#17212b",
            DrawerIcon = "#51606f",
            LinesInputs = "#7d8a97",
            TableLines = "#d9e0e6",
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
            DrawerBackground = "#131a22",
            DrawerText = "#e4eaf0",
            DrawerIcon = "#9fb0c0",
            LinesInputs = "#74869a",
            TableLines = "#293440",
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
            ErrorContrastText = "#0c1117",
            SuccessContrastText = "#0c1117",
            WarningContrastText = "#0c1117",
            InfoContrastText = "#0c1117",
        },
        // The whole type scale: 20, 16, 15, 14 and 13 px. Tables and code have 14; 13 is for notes, and nothing is smaller.
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Sans, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.35", LetterSpacing = "normal" },
            H2 = new H2Typography { FontFamily = Sans, FontSize = "1rem", FontWeight = "650", LineHeight = "1.35", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Sans, FontSize = "1rem", FontWeight = "650", LineHeight = "1.35", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Sans, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontFamily = Sans, FontSize = ".875rem", FontWeight = "600", LineHeight = "1.45", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = Sans, FontSize = ".8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Sans, FontSize = ".9375rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", DrawerWidthLeft = "13rem", AppbarHeight = "3.25rem" },
    };
}
