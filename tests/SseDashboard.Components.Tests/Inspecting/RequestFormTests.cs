using AngleSharp.Dom;
using Bunit;
using SseDashboard.Components.Inspect;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting;

/// <summary>The form disables what a way cannot send, says why, and masks a secret in the address.</summary>
public sealed class RequestFormTests : DashboardContext
{
    private readonly RequestFields _fields = new() { Method = "POST", Body = "{}", Address = "https://a/?api_key=hidden" };

    public RequestFormTests() => _fields.Headers.Add(new() { Name = "Cookie", Value = "a=1" });

    [Fact]
    public void EventSource_DisablesMethodHeadersAndBody_AndSaysWhy()
    {
        var form = Form(ObservedWay.EventSource);

        Assert.True(Field(form, "Method").HasAttribute("disabled"));
        Assert.Equal("GET", Field(form, "Method").GetAttribute("value"));
        Assert.True(Field(form, "Header").HasAttribute("readonly"));
        Assert.True(Field(form, "Body").HasAttribute("readonly"));
        Assert.False(Field(form, "Cookies").HasAttribute("disabled"));
        foreach (string reason in new[] { "EventSource always sends GET.", "EventSource cannot send headers.", "EventSource cannot send a body.", "Events of other types vanish." })
            Assert.Contains(reason, form.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Add a header", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_DisablesTheHeaderThatTheBrowserForbids_AndSaysWhy()
    {
        var form = Form(ObservedWay.Fetch);

        Assert.False(Field(form, "Method").HasAttribute("disabled"));
        Assert.False(Field(form, "Body").HasAttribute("readonly"));
        Assert.True(Field(form, "Value").HasAttribute("readonly"));
        Assert.False(Field(form, "Header").HasAttribute("readonly"));
        Assert.Contains("The browser does not let a page set Cookie", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_DisablesCookies_AndSaysWhy()
    {
        var form = Form(ObservedWay.Host);

        Assert.True(Field(form, "Cookies").HasAttribute("disabled"));
        Assert.Contains("The host does not have the browser's cookies.", form.Markup, StringComparison.Ordinal);
        Assert.False(Field(form, "Value").HasAttribute("readonly"));
    }

    [Theory]
    [InlineData(ObservedWay.Host, "CORS does not apply")]
    [InlineData(ObservedWay.Fetch, "CORS applies")]
    [InlineData(ObservedWay.EventSource, "reconnects by itself")]
    public void Way_Chosen_SaysWhatItCanDo(ObservedWay way, string sentence) =>
        Assert.Contains(sentence, Form(way).Find("[data-testid=way-note]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Address_WithASecret_IsMaskedUnlessItHasTheFocus()
    {
        var form = Form(ObservedWay.Host);
        Assert.Equal("https://a/?api_key=SECRET", Field(form, "Address").GetAttribute("value"));
        Assert.True(Field(form, "Address").HasAttribute("readonly"));

        form.Find(".address").TriggerEvent("onfocusin", new Microsoft.AspNetCore.Components.Web.FocusEventArgs());
        Assert.Equal("https://a/?api_key=hidden", Field(form, "Address").GetAttribute("value"));
        Assert.False(Field(form, "Address").HasAttribute("readonly"));

        form.Find(".address").TriggerEvent("onfocusout", new Microsoft.AspNetCore.Components.Web.FocusEventArgs());
        Assert.DoesNotContain("api_key=hidden", form.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<RequestForm> Form(ObservedWay way)
    {
        _fields.Way = way;
        return Render<RequestForm>(p => p.Add(form => form.Fields, _fields).Add(form => form.IsOpen, false).Add(form => form.CanConnectAgain, false)
            .Add(form => form.Recent, new RecentRequests(JSInterop.JSRuntime)));
    }

    private static IElement Field(IRenderedComponent<RequestForm> form, string label)
    {
        var element = form.FindAll("label").First(one => one.TextContent.Trim() == label);
        return form.Find($"#{element.GetAttribute("for")}");
    }
}
