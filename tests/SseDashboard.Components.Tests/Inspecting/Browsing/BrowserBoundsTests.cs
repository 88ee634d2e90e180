using SseDashboard.Inspecting;

namespace SseDashboard.Components.Tests.Inspecting.Browsing;

public sealed class BrowserBoundsTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Batch_OfMoreItemsThanTheBound_IsRefused(int more, bool isFine)
    {
        BrowserItem[] items = [.. Enumerable.Repeat(new BrowserItem("chunk", 1, 0, true), BrowserBounds.Items + more)];

        Assert.Equal(isFine, Record.Exception(() => BrowserBounds.Check(items, [])) is null);
    }
}
