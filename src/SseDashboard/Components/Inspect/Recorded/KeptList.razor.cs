using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Display;
using SseDashboard.Inspecting;
using SseDashboard.Interop;
using SseDashboard.Replay;

namespace SseDashboard.Components.Inspect;

/// <summary>The recordings that the host keeps, each with the address that replays it.</summary>
public sealed partial class KeptList
{
    private const string Stepwise = "?step=1";

    private static readonly IReadOnlyList<string> Speeds = ["", "?speed=10", "?speed=max", Stepwise];

    private JsModule _clipboard = default!;
    private IReadOnlyList<KeptRecording> _kept = [];
    private string? _query = "";

    /// <summary>Raised with the name of a recording to save, and the format.</summary>
    [Parameter]
    public EventCallback<(string Name, RecordingFormat Format)> OnSave { get; set; }

    /// <summary>Raised with the address of a replay to inspect.</summary>
    [Parameter]
    public EventCallback<string> OnInspect { get; set; }

    /// <summary>Raised with a sentence that says what was done.</summary>
    [Parameter]
    public EventCallback<string> OnNotice { get; set; }

    [Inject]
    private KeptRecordings Recordings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _clipboard = new(Js, "./js/learn/copy.js");
        Recordings.Changed += LookAgain;
        base.OnInitialized();
    }

    /// <inheritdoc/>
    protected override void Look() => _kept = Recordings.List();

    private static string SpeedOf(string? query) => query switch
    {
        "?speed=10" => "ten times as fast",
        "?speed=max" => "everything at once",
        Stepwise => "step by step",
        _ => "as recorded",
    };

    private static string FiguresOf(KeptRecording kept)
    {
        var recording = kept.Recording;
        string figures = $"{Quantity.Of(recording.Events, "event")}, {Quantity.Bytes(recording.Bytes)}, {Quantity.Duration(recording.Length.TotalMilliseconds)}";
        return kept.Open.Count > 0 ? $"{figures}, {Quantity.Of(kept.Open.Count, "open replay")}" : figures;
    }

    private static Dictionary<string, object?> Named(string name) => new() { ["aria-label"] = name };

    private string AddressOf(KeptRecording kept) => $"{Navigation.BaseUri}{ReplayEndpoints.Root}/{kept.Name}{_query}";

    private string CurlOf(KeptRecording kept) => CurlCommand.Write(RequestDraft.Get(AddressOf(kept)), withSecrets: true);

    private Task CopyAsync(KeptRecording kept) => JsReference.IfConnected(() => new(_clipboard.UseAsync(async module =>
    {
        bool isCopied = await module.InvokeAsync<bool>("copy", CurlOf(kept));
        await OnNotice.InvokeAsync(isCopied ? "Copied the curl command." : "The browser did not allow it: select the command and copy it.");
    }))).AsTask();

    private Task StepAsync(KeptRecording kept)
    {
        var step = kept.Open.Step();
        return OnNotice.InvokeAsync(step.Stepped == 0
            ? $"No stepwise replay of {kept.Name} is open. Open its address first."
            : $"Stepped through {kept.Name} in {Quantity.Of(step.Stepped, "replay")}: {Quantity.Of(step.Left, "chunk")} left.");
    }

    private Task DeleteAsync(KeptRecording kept)
    {
        Recordings.Delete(kept.Name);
        return OnNotice.InvokeAsync($"Deleted {kept.Name}.");
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        Recordings.Changed -= LookAgain;
        await _clipboard.DisposeAsync();
        await base.DisposeAsync();
    }
}
