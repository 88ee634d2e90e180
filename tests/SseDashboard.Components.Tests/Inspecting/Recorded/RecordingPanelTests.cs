using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Inspect;
using SseDashboard.Components.Shared;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Replay;

namespace SseDashboard.Components.Tests.Inspecting.Recorded;

public sealed class RecordingPanelTests : DashboardContext
{
    private readonly FakeTimeProvider _clock = new();
    private readonly BunitJSModuleInterop _clipboard;
    private readonly InspectSession _session;
    private readonly List<string> _inspected = [];

    public RecordingPanelTests()
    {
        Services.AddSingleton<TimeProvider>(_clock);
        Services.AddSingleton(Options.Create(new ReplayOptions { MaxRecordings = 2, MaxUploadBytes = 1_024 }));
        Services.AddSingleton<KeptRecordings>();
        JSInterop.SetupModule("./js/inspect/save-file.js").Setup<long>("save", _ => true).SetResult(42);
        _clipboard = JSInterop.SetupModule("./js/learn/copy.js");
        _clipboard.Setup<bool>("copy", _ => true).SetResult(true);
        _session = new((_, observation, _) => Observe(observation), new(), _clock, () => { });
    }

    private KeptRecordings Recordings => Services.GetRequiredService<KeptRecordings>();

    [Fact]
    public void Panel_WithoutAConnection_SaysWhatToPress()
    {
        var panel = Render();

        Assert.Contains("Press Connect to record a stream, or Import a file", panel.Find(".body").TextContent, StringComparison.Ordinal);
        Assert.Contains("0 of 2", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public async Task Recording_Kept_ShowsItsAddressAndCurlLineAtTheChosenSpeed()
    {
        var panel = await KeptAsync();

        var row = panel.WaitForElement("[data-testid=kept-recording]");
        Assert.Contains("2 events, 30 B, 3.0 s", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("http://localhost/replay/stream", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("curl -N 'http://localhost/replay/stream' \\\n  -H 'Accept: text/event-stream'", row.QuerySelector("code")!.TextContent);
        Assert.Equal("Kept as stream: 2 events.", Status(panel));

        await Button(panel, "Copy the curl command of stream").ClickAsync(new());
        Assert.Equal("Copied the curl command.", Status(panel));
        Assert.StartsWith("curl -N 'http://localhost/replay/stream'", (string)_clipboard.Invocations["copy"][0].Arguments[0]!, StringComparison.Ordinal);
        await Button(panel, "Inspect stream").ClickAsync(new());
        Assert.Equal(["http://localhost/replay/stream"], _inspected);
    }

    [Fact]
    public async Task Recording_KeptAgain_IsAReplacement()
    {
        var panel = await KeptAsync();

        Assert.Contains("Replace the recording", panel.Markup, StringComparison.Ordinal);
        await panel.Find("form[aria-label='Keep for replay']").SubmitAsync();
        panel.WaitForAssertion(() => Assert.Equal("Replaced stream: 2 events.", Status(panel)));
        Assert.Single(Recordings.List());
    }

    [Fact]
    public async Task Recordings_BeyondTheBound_AreRefusedWithWhatToDo()
    {
        var panel = await KeptAsync();
        Recordings.Keep("other", new(RecordingHead.EventStream, [], null));

        await KeepAsAsync(panel, "third");

        panel.WaitForAssertion(() => Assert.Contains("Delete one, or use its name", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await Button(panel, "Delete other").ClickAsync(new());
        Assert.Equal("Deleted other.", Status(panel));
        await panel.Find("form[aria-label='Keep for replay']").SubmitAsync();
        panel.WaitForAssertion(() => Assert.Equal("Kept as third: 2 events.", Status(panel)));
    }

    [Fact]
    public async Task Name_ThatIsNotValid_IsSaidAtTheField()
    {
        var panel = Render(await ConnectedAsync());
        await KeepAsAsync(panel, "a b");

        panel.WaitForAssertion(() => Assert.Contains("1 to 64 letters", panel.Find("form").TextContent, StringComparison.Ordinal));
        Assert.Empty(Recordings.List());
    }

    [Fact]
    public void RecordingKeptElsewhere_AppearsAtOnce()
    {
        var panel = Render();
        Recordings.Keep("other", new(RecordingHead.EventStream, [], null));

        panel.WaitForAssertion(() => Assert.Contains("other", panel.Find("[data-testid=kept-recording]").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a file.ndjson", "{\"recording\":1,\"status\":200,\"contentType\":\"text/event-stream\"}\n{\"ms\":1,\"text\":\"data: a\\n\\n\"}", "Imported a file.ndjson as a-file: 1 event.")]
    [InlineData("{}.sse", "{}\n\ndata: a\n\n", "Imported {}.sse as recording: 1 event.")]
    public void File_Imported_IsKeptUnderItsName(string file, string text, string notice)
    {
        var panel = Render();
        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, file));

        panel.WaitForAssertion(() => Assert.Equal(notice, Status(panel)));
    }

    [Fact]
    public void File_MalformedOrTooLarge_IsRefusedWithTheReason()
    {
        var panel = Render();
        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("{\"recording\":1,\"status\":200}\n{}", "a.ndjson"));
        panel.WaitForAssertion(() => Assert.Contains("a.ndjson is not imported. Line 2: ", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        panel.FindComponents<InputFile>()[^1].UploadFiles(InputFileContent.CreateFromText(new('x', 1_025), "b.sse"));
        panel.WaitForAssertion(() => Assert.Contains("b.sse has 1.0 kB, and an import may have 1.0 kB (Replay:MaxUploadBytes)", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Recordings.List());
    }

    [Fact]
    public async Task Connection_ComparedWithItsRecording_IsTheSame()
    {
        var panel = await KeptAsync();
        await panel.Find("form[aria-label=Compare]").SubmitAsync();

        Assert.Contains("Same 2 events in the same order; both took as long.", panel.WaitForElement("[data-testid=comparison]").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("[data-testid=difference]"));
    }

    [Fact]
    public async Task Comparison_BeforeTheUserChooses_IsOfTwoDifferentRecordings()
    {
        var panel = await KeptAsync();
        panel.WaitForElement("form[aria-label=Compare]");

        var choices = panel.FindComponents<Choice<string>>().Select(choice => choice.Instance).ToDictionary(choice => choice.Label, choice => choice.Value);
        Assert.Equal(("", "stream"), (choices["Compare"], choices["with"]));
    }

    private async Task<IRenderedComponent<RecordingPanel>> KeptAsync()
    {
        var panel = Render(await ConnectedAsync());
        await panel.Find("form[aria-label='Keep for replay']").SubmitAsync();
        panel.WaitForAssertion(() => Assert.Single(Recordings.List()));
        panel.WaitForElement("[data-testid=kept-recording]");
        panel.WaitForAssertion(() => Assert.NotEmpty(Status(panel)));
        return panel;
    }

    private static async Task KeepAsAsync(IRenderedComponent<RecordingPanel> panel, string name)
    {
        panel.Find("form[aria-label='Keep for replay'] input").Input(name);
        await panel.Find("form[aria-label='Keep for replay']").SubmitAsync();
    }

    private IRenderedComponent<RecordingPanel> Render(InspectSession? session = null) => Render<RecordingPanel>(parameters => parameters
        .Add(panel => panel.Session, session ?? _session)
        .Add(panel => panel.OnInspect, address => _inspected.Add(address)));

    private async Task<InspectSession> ConnectedAsync()
    {
        _session.Connect(new(Observed.Url, "GET", [], null));
        await Wait.UntilAsync(
            () =>
            {
                _session.Look();
                return !_session.IsOpen;
            },
            "the session has seen the end");
        return _session;
    }

    private static Task Observe(Observation observation)
    {
        observation.Answered(Observed.Head());
        observation.Received(Encoding.UTF8.GetBytes("id: 1\ndata: a\n\n"), Observed.At(1));
        observation.Received(Encoding.UTF8.GetBytes("id: 2\ndata: b"), Observed.At(2));
        observation.Received(Encoding.UTF8.GetBytes("\n\n"), Observed.At(2));
        observation.Completed(3);
        return Task.CompletedTask;
    }

    private static string Status(IRenderedComponent<RecordingPanel> panel) => panel.Find("[data-testid=recording-status]").TextContent.Trim();

    private static IElement Button(IRenderedComponent<RecordingPanel> panel, string name) => panel.Find($"button[aria-label='{name}']");
}
