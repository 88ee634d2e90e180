using System.Text;
using Bunit;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Inspect;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

/// <summary>The panel of the assembled text.</summary>
public sealed class AssembledPanelTests : DashboardContext
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<BlockRow> _selected = [];
    private InspectSession? _session;

    // Holds the response back after its first chunk.
    private Task _pause = Task.CompletedTask;
    private Action<InspectSession> _looked = _ => { };

    [Fact]
    public async Task Stream_OfNoFormat_SaysWhatThePanelIsForAndWhatToDo()
    {
        var panel = await ShowAsync([.. Enumerable.Repeat("data: hello\n\n", 20)]);

        string text = panel.Find("[data-testid=assembled-unknown]").TextContent;
        Assert.Contains("as language models do", text, StringComparison.Ordinal);
        Assert.Contains("None of the known formats in the first 20 events.", text, StringComparison.Ordinal);
        Assert.Contains("choose JSON path", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Whole_ShowsFiguresAndEachPieceWithItsBlock()
    {
        var panel = await ShowAsync(Data("Hel"), Data("lo"), "data: {\"model\n\n", Data("", "\"done\":true,\"done_reason\":\"stop\",\"eval_count\":3"));

        Assert.Equal("Ollama", panel.Find("[data-testid=assembled-format]").TextContent);
        Assert.Equal(["Hel", "lo"], panel.FindAll("[role=option]").Select(piece => piece.TextContent));
        Assert.Contains("5 characters in 2 fragments", panel.Find("dl").TextContent, StringComparison.Ordinal);
        Assert.Contains("20.0 characters/s", panel.Find("dl").TextContent, StringComparison.Ordinal);
        Assert.Contains("3 out", panel.Find("dl").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 event without valid JSON", panel.Find("[data-testid=assembled-broken]").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("[data-testid=assembled-missing]"));

        panel.FindAll("[role=option]")[1].Click();
        panel.Find("[data-testid=assembled-broken] button").Click();
        Assert.Equal([1L, 2], _selected.Select(row => row.Number));
    }

    [Fact]
    public async Task Answer_WithoutItsEnd_SaysSo()
    {
        var panel = await ShowAsync(Data("Hel"));

        Assert.Contains("without a line with \"done\": true", panel.Find("[data-testid=assembled-missing]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Selection_InTheList_MarksItsPieces()
    {
        var panel = await ShowAsync(Data("Hel"), Data("lo"));
        panel.Render(parameters => parameters.Add(one => one.Selected, 1));

        Assert.Equal(["lo"], panel.FindAll("[aria-selected=true]").Select(piece => piece.TextContent));
    }

    [Fact]
    public async Task Keys_MoveOverThePiecesAndOpenTheirBlock()
    {
        var panel = await ShowAsync(Data("a"), Data("b"), Data("c"));
        await panel.InvokeAsync(() => Keys.OnMove(-1));
        await panel.InvokeAsync(() => Keys.OnMove(-1));

        Assert.Equal("segment-0-1", panel.Find("[role=listbox]").GetAttribute("aria-activedescendant"));
        Assert.StartsWith("Block 2.", panel.Find("[data-testid=segment-note]").TextContent, StringComparison.Ordinal);
        await panel.InvokeAsync(() => Keys.OnOpen());
        Assert.Equal(1, _selected.Single().Number);
        Assert.Empty(panel.Find("[role=listbox]").QuerySelectorAll("[tabindex], button, a, input"));
    }

    [Fact]
    public async Task Block_NoLongerKept_IsSaid()
    {
        var read = new TaskCompletionSource();
        _pause = read.Task;
        _looked = session =>
        {
            if (session.Assembled.Text.Fragments == 1)
                read.TrySetResult();
        };
        var panel = await ShowAsync(new ObservingOptions { MaxBlocks = 2 }, Data("a"), Data("b"), Data("c"));

        panel.FindAll("[role=option]")[0].Click();
        Assert.Contains("Block 1 is no longer kept", panel.Find("[role=status]").TextContent, StringComparison.Ordinal);
        panel.FindAll("[role=option]")[1].Click();
        Assert.Equal(1, _selected.Single().Number);
        Assert.Empty(panel.FindAll("[role=status]"));
    }

    [Fact]
    public async Task Fragments_100000_AreShownInAFewHundredElements()
    {
        string[] data = [.. Enumerable.Range(0, 100_000).Select(i => Data($"{i} "))];
        var panel = await ShowAsync(new ObservingOptions { MaxBlocks = 200_000, MaxBytes = 512 * 1024 * 1024 }, string.Concat(data));

        Assert.InRange(panel.FindAll("[role=option]").Count, PartView.MostSegments / 2, PartView.MostSegments);
        string text = panel.Find(".text").TextContent;
        Assert.EndsWith("99998 99999 ", text, StringComparison.Ordinal);
        Assert.Contains("earlier characters not shown", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, PartView.MostBefore, PartView.MostBefore + (10 * PartView.MostSegments));
    }

    [Fact]
    public async Task Path_Malformed_SaysWhereItIsWrong()
    {
        var panel = await ShowAsync("data: {\"t\":\"x\"}\n\n");
        await panel.InvokeAsync(() => _session!.Assemble(StreamAssembly.OwnPath, "$.t["));
        panel.Render();
        Assert.Contains("At character 5: ] is missing.", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Correct the path", panel.Find("[data-testid=assembled-unknown]").TextContent, StringComparison.Ordinal);

        await panel.InvokeAsync(() => _session!.Assemble(StreamAssembly.OwnPath, "$.t"));
        panel.Render();
        Assert.Equal("x", panel.Find("[role=option]").TextContent);
    }

    private static string Data(string content, string more = "\"done\":false") => $$"""data: {"model":"m","message":{"content":"{{content}}"},{{more}}}""" + "\n\n";

    private Task<IRenderedComponent<AssembledPanel>> ShowAsync(params string[] chunks) => ShowAsync(new ObservingOptions(), chunks);

    // Each chunk arrives a tenth of a second after the one before.
    private async Task<IRenderedComponent<AssembledPanel>> ShowAsync(ObservingOptions bounds, params string[] chunks)
    {
        _session = new(RelayAsync, bounds, _clock, () => { });
        _session.Connect(new(new("http://localhost/stream"), "POST", [], null));
        await Wait.UntilAsync(
            () =>
            {
                _session.Look();
                _looked(_session);
                return !_session.IsOpen && _session.Assembled.IsDone && _session.Rows.IsDone && _session.Findings is not null;
            },
            "the connection has ended and was read");
        return Render<AssembledPanel>(parameters => parameters.Add(panel => panel.Session, _session).Add(panel => panel.OnSelect, _selected.Add));

        async Task RelayAsync(RelayRequest request, Observation into, CancellationToken stop)
        {
            into.Answered(new(200, "HTTP/1.1", request.Url, [new("Content-Type", "text/event-stream")], _clock.GetUtcNow()));
            foreach (string chunk in chunks)
            {
                _clock.Advance(TimeSpan.FromSeconds(0.1));
                into.Received(Encoding.UTF8.GetBytes(chunk), _clock.GetUtcNow());
                await _pause.WaitAsync(stop);
            }

            into.Ended(new(ObservedEndKind.Completed, null, null, _clock.GetUtcNow()));
        }
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_session is not null)
            await _session.DisposeAsync();
    }
}
