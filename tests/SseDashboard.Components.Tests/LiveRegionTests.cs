using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using Bunit;
using SseDashboard.Components.Pages;

namespace SseDashboard.Components.Tests;

/// <summary>A text is announced if its region is there before it, and not hidden.</summary>
public sealed class LiveRegionTests : StreamContext
{
    [Fact]
    public void DropOutcome_BeforeTheFirstDrop_IsAnEmptyRegionThatNoStyleHides()
    {
        var region = Render<Connections>().Find("[role=status][data-testid=drop-outcome]");
        Assert.Equal("outcome", region.ClassName);
        Assert.Empty(region.TextContent);

        var rules = new CssParser().ParseStyleSheet(File.ReadAllText(StylesOf("Connections"))).Rules.OfType<ICssStyleRule>()
            .Where(rule => rule.SelectorText.Contains(".outcome", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule =>
        {
            Assert.NotEqual("none", rule.Style.GetPropertyValue("display"));
            Assert.NotEqual("hidden", rule.Style.GetPropertyValue("visibility"));
        });
    }

    private static string StylesOf(string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SseDashboard.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "src", "SseDashboard", "Components", "Pages", $"{page}.razor.css");
    }
}
