using AngleSharp.Dom;
using Bunit;
using SseDashboard.Components.Pages;

namespace SseDashboard.Components.Tests;

/// <summary>The parts of the Broadcast page that tests of publishing use.</summary>
internal static class PublishingPage
{
    public static string Outcome(IRenderedComponent<BroadcastPage> page) => page.Find("[data-testid=publish-outcome]").TextContent;

    public static IElement Field(IRenderedComponent<BroadcastPage> page, string label) =>
        page.Find($"#{page.FindAll("label").Single(found => found.TextContent == label).GetAttribute("for")}");

    public static IElement Button(IRenderedComponent<BroadcastPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
