using MudBlazor;

namespace SseDashboard.Display;

/// <summary>The look of every input: the one place to change it.</summary>
internal static class InputStyle
{
    public const Variant Variant = MudBlazor.Variant.Outlined;

    public const Margin Margin = MudBlazor.Margin.Dense;
}
