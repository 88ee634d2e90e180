using Bunit;
using SseDashboard.Components.Log;

namespace SseDashboard.Components.Tests;

/// <summary>The log by keyboard: one tab stop, whose current row the keys move.</summary>
public sealed class LogKeyboardTests : DashboardContext
{
    private long? _selected;

    [Fact]
    public async Task Rows_AreASingleTabStop()
    {
        var log = await ShowAsync();

        Assert.Single(log.FindAll(".rows[tabindex='0']"));
        Assert.Empty(log.FindAll(".rows [tabindex], .rows button, .rows a"));
    }

    [Fact]
    public async Task Arrows_MoveTheCurrentRow()
    {
        var log = await ShowAsync();

        foreach (var (rows, current) in new[] { (-1, 4L), (-1, 3L), (1, 4L), (1, 4L), (-1_000_000_000, 0L), (1_000_000_000, 4L) })
        {
            await log.InvokeAsync(() => Keys.OnMove(rows));
            Assert.Equal($"log-row-{current}", log.Find(".rows").GetAttribute("aria-activedescendant"));
            Assert.Equal($"{current}", log.Find(".current").GetAttribute("data-number"));
        }

        Assert.Null(_selected);
    }

    [Fact]
    public async Task Enter_OpensTheCurrentRowAndArrowsThenOpenOthers()
    {
        var log = await ShowAsync();
        await log.InvokeAsync(() => Keys.OnMove(-1));

        await log.InvokeAsync(Keys.OnOpen);
        Assert.Equal(4, _selected);

        log.Render(parameters => parameters.Add(l => l.Selected, _selected));
        await log.InvokeAsync(() => Keys.OnMove(-2));
        Assert.Equal(2, _selected);

        log.Render(parameters => parameters.Add(l => l.Selected, _selected));
        await log.InvokeAsync(Keys.OnEscape);
        Assert.Null(_selected);
        log.Render(parameters => parameters.Add(l => l.Selected, null));
        Assert.Equal("2", log.Find(".current").GetAttribute("data-number"));
    }

    [Fact]
    public async Task Row_SelectedElsewhere_IsScrolledTo()
    {
        var log = await ShowAsync();

        log.Render(parameters => parameters.Add(l => l.Selected, 3));

        Assert.Equal([3, 5], JSInterop.Invocations["show"].Single().Arguments);
        Assert.Equal("3", log.Find(".current").GetAttribute("data-number"));
    }

    private async Task<IRenderedComponent<EventLog>> ShowAsync()
    {
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Event("a"), Items.Event("b"), Items.Event("c")]);
        return Render<EventLog>(parameters => parameters
            .Add(log => log.Feed, feed)
            .Add(log => log.SelectedChanged, selected => _selected = selected));
    }
}
