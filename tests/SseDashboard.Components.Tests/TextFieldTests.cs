using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using SseDashboard.Components.Pages;
using SseDashboard.Components.Shared;
using SseDashboard.Display;

namespace SseDashboard.Components.Tests;

/// <summary>What a field sends fits into a message to the circuit, and a person sees when it is full.</summary>
public sealed class TextFieldTests : StreamContext
{
    // It escapes what JSON asks for and no more.
    private static readonly JsonSerializerOptions AsInABrowser = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData('\u0001')]
    [InlineData('"')]
    [InlineData('€')]
    public void Longest_TextTwiceInAMessage_FitsTheCircuit(char filling)
    {
        string json = JsonSerializer.Serialize(new string(filling, CircuitText.Longest), AsInABrowser);

        // With both texts there go a few hundred bytes.
        Assert.InRange((2 * Encoding.UTF8.GetByteCount(json)) + 1_000, 1, 32 * 1024);
    }

    [Theory]
    [InlineData(79, null, false)]
    [InlineData(80, "80 / 100", false)]
    [InlineData(99, "99 / 100", false)]
    [InlineData(100, null, true)]
    public void Field_FillingUp_CountsAndThenSaysThatItIsFull(int length, string? counter, bool isFull)
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Text").Add(f => f.MaxLength, 100)
            .Add(f => f.Value, new string('x', length)).Add(f => f.IfLonger, "Send it in two."));

        Assert.Equal("100", field.Find("input").GetAttribute("maxlength"));
        string text = field.Find(".mud-input-control").TextContent;
        Assert.Equal(counter is not null, text.Contains(counter ?? " / ", StringComparison.Ordinal));
        Assert.Equal(isFull, text.Contains("Full at 100 characters: the rest of a longer text was cut off. Send it in two.", StringComparison.Ordinal));
    }

    [Fact]
    public void Field_LongerThanTheCircuitTakes_IsRefused() => Assert.ThrowsAny<ArgumentException>(() =>
        Render<TextField>(p => p.Add(f => f.Label, "Text").Add(f => f.MaxLength, CircuitText.Longest + 1)));

    [Fact]
    public void EveryTextField_OfEveryPage_HasALengthThatFits()
    {
        IElement[] fields =
        [
            .. Fields(Render<BroadcastPage>()), .. Fields(Render<ConnectionsPage>()), .. Fields(Render<DemoPage>()), .. Fields(Post()), .. Fields(Render<ComparePage>()),
        ];

        Assert.Equal(10, fields.Length);
        Assert.All(fields, field => Assert.InRange(int.Parse(field.GetAttribute("maxlength")!, System.Globalization.CultureInfo.InvariantCulture), 1, CircuitText.Longest));
    }

    private IRenderedComponent<DemoPage> Post()
    {
        var page = Render<DemoPage>();
        page.InvokeAsync(() => page.FindComponents<Choice<string>>().Single(choice => choice.Instance.Label == "Method").Instance.ValueChanged.InvokeAsync("POST"));
        return page;
    }

    private static IEnumerable<IElement> Fields<T>(IRenderedComponent<T> page) where T : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll("input:not([type=checkbox]):not([type=range]):not([readonly]), textarea");
}
