using System.Text.RegularExpressions;
using Bunit;
using SseDashboard.Components.Shared;

namespace SseDashboard.Components.Tests;

/// <summary>Buttons that keep the focus when they become disabled.</summary>
public sealed partial class ActionButtonTests : DashboardContext
{
    private int _presses;

    [Fact]
    public void Disabled_StaysFocusableAndDoesNothing()
    {
        var button = Show(enabled: false).Find("button");

        Assert.False(button.HasAttribute("disabled"));
        Assert.Equal("true", button.GetAttribute("aria-disabled"));
        button.Click();
        Assert.Equal(0, _presses);
    }

    [Fact]
    public void Enabled_CanBePressed()
    {
        var button = Show(enabled: true).Find("button");

        Assert.False(button.HasAttribute("aria-disabled"));
        button.Click();
        Assert.Equal(1, _presses);
    }

    [Fact]
    public void NoOtherButton_UsesDisabled()
    {
        string components = Path.Combine(Repository.Root, "src/SseDashboard/Components");
        var wrong = Directory.EnumerateFiles(components, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => DisabledButton().Matches(File.ReadAllText(file)).Select(tag => $"{Path.GetRelativePath(components, file)}: {tag.Value}"))
            .ToArray();

        Assert.True(wrong.Length == 0, $"A disabled button drops the focus; use ActionButton instead of {string.Join(", ", wrong)}.");
    }

    private IRenderedComponent<ActionButton> Show(bool enabled) => Render<ActionButton>(parameters => parameters
        .Add(button => button.Enabled, enabled).Add(button => button.OnClick, () => _presses++).Add(button => button.ChildContent, "Press"));

    [GeneratedRegex(@"<(?:MudButton|MudIconButton|MudFab|button)\b(?:=>|[^>])*?\s(?:Disabled|disabled)=", RegexOptions.Singleline)]
    private static partial Regex DisabledButton();
}
