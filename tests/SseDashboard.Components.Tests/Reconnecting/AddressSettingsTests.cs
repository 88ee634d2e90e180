using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Interop;

namespace SseDashboard.Components.Tests;

/// <summary>A page's settings in its address.</summary>
public sealed class AddressSettingsTests : DashboardContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("?name=news", "news")]
    [InlineData("?name=news&name=sport", "sport")]
    [InlineData("?name=caf%C3%A9%26", "café&")]
    [InlineData("?name=", "")]
    [InlineData("?Name=news", "default")]
    [InlineData("", "default")]
    public void Text_IsReadFromTheAddress(string query, string expected) =>
        Assert.Equal(expected, At($"/page{query}").Read("name", "default", _ => true));

    [Fact]
    public void Text_NotAcceptable_IsTheDefault() =>
        Assert.Equal("default", At("/page?name=news").Read("name", "default", value => value.Length < 4));

    [Theory]
    [InlineData("?switch=on", false, true)]
    [InlineData("?switch=off", true, false)]
    [InlineData("?switch=true", false, false)]
    [InlineData("?switch=false", true, true)]
    [InlineData("", true, true)]
    public void Switch_IsReadFromTheAddress(string query, bool fallback, bool expected) =>
        Assert.Equal(expected, At($"/page{query}").Read("switch", fallback));

    [Theory]
    [InlineData("sport", "http://localhost/page?other=1&name=sport")]
    [InlineData("default", "http://localhost/page?other=1")]
    [InlineData("a b&c", "http://localhost/page?other=1&name=a%20b%26c")]
    public void Write_ReplacesTheSettingAndKeepsTheRest(string value, string expected)
    {
        var settings = At("/page?other=1&name=news");

        settings.Write(("name", value, "default"));

        Assert.Equal(expected, Navigation.Uri);
    }

    [Fact]
    public void Write_TextTooLongForAnAddress_IsLeftOut()
    {
        var settings = At("/page");
        settings.Write(("name", new string('x', 2_000), ""));
        Assert.EndsWith(new string('x', 2_000), Navigation.Uri, StringComparison.Ordinal);

        // Escaped, each of these takes three characters.
        settings.Write(("name", new string('&', 667), ""));

        Assert.Equal("http://localhost/page", Navigation.Uri);
    }

    [Fact]
    public void Write_SameSettings_DoesNotNavigate()
    {
        var settings = At("/page?name=news");
        int navigations = 0;
        Navigation.LocationChanged += (_, _) => navigations++;

        settings.Write(("name", "news", "default"));
        Assert.Equal(0, navigations);

        settings.Write(("name", "sport", "default"));
        Assert.Equal(1, navigations);
    }

    [Fact]
    public void Write_AfterThePageWasLeft_DoesNothing()
    {
        var settings = At("/page");
        Navigation.NavigateTo("/other");

        settings.Write(("name", "news", "default"));

        Assert.Equal("http://localhost/other", Navigation.Uri);
    }

    private AddressSettings At(string address)
    {
        Navigation.NavigateTo(address);
        return new(Navigation);
    }
}
