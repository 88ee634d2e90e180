using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using SseDashboard.Display;
using SseDashboard.Inspecting;
using SseDashboard.Interop;
using SseDashboard.Replay;

namespace SseDashboard.Components.Inspect;

/// <summary>The recording of the connection: save it, keep it to be replayed, import another one, compare two.</summary>
public sealed partial class RecordingPanel
{
    // Stands for the connection in the lists of recordings, and is no valid name.
    private const string This = "";

    private readonly LongWork _work = new();
    private JsModule _files = default!;
    private string? _name, _nameProblem, _notice, _problem;
    private string? _first, _second;
    private RecordingComparison? _comparison;

    /// <summary>The session whose newest connection is recorded.</summary>
    [Parameter, EditorRequired]
    public required InspectSession Session { get; set; }

    /// <summary>Raised with the address of a replay to inspect.</summary>
    [Parameter]
    public EventCallback<string> OnInspect { get; set; }

    [Inject]
    private KeptRecordings Recordings { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private bool IsIdle => _work.Name is null;

    private string Figures => Session.Connection is { Snapshot.Counts: var counts }
        ? $"{Quantity.Of(counts.Events, "event")}, {Quantity.Of(counts.Chunks, "chunk")}, {Quantity.Bytes(counts.Bytes)}"
        : "";

    private string Name => _name ?? RecordingNames.Suggest(Session.Connection?.Snapshot.Request.Url.AbsolutePath ?? "");

    private List<string> Comparable => [.. Session.Connection is null ? [] : new[] { This }, .. Recordings.List().Select(kept => kept.Name)];

    private string First => _first ?? Comparable.FirstOrDefault() ?? This;

    // Until the user chooses, not the first: comparing a recording with itself says nothing.
    private string Second => _second ?? Comparable.FirstOrDefault(name => name != First) ?? First;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _files = new(Js, "./js/inspect/save-file.js");
        Recordings.Changed += Refresh;
    }

    private static string NameOf(string? name) => name is null or This ? "this connection" : name;

    private void SetName(string name) => (_name, _nameProblem) = (name, null);

    private void Say(string notice) => (_notice, _problem) = (notice, null);

    private Task InspectAsync(string address)
    {
        if (!Session.IsOpen)
            return OnInspect.InvokeAsync(address);
        Say("Stop the connection first, then inspect the replay.");
        return Task.CompletedTask;
    }

    private Task KeepAsync() => RunAsync("Keeping the recording", async () =>
    {
        if (Session.Connection is not { } connection)
            return;
        string name = Name;
        var (kept, isReplacement, refusal) = await Task.Run(() => Recordings.Keep(name, Recorder.Of(connection.Snapshot)));
        if (refusal is null)
            _notice = $"{(isReplacement ? "Replaced" : "Kept as")} {name}: {Quantity.Of(kept!.Recording.Events, "event")}. {kept.Recording.Head.Note}".TrimEnd();
        else if (KeptRecordings.CheckName(name) is not null)
            _nameProblem = "1 to 64 letters (a to z), digits, dots, hyphens or underscores.";
        else
            _problem = refusal.Detail;
    });

    private Task SaveConnectionAsync(RecordingFormat format) => Session.Connection is { } connection
        ? SaveAsync(() => RecordingFile.Of(RecordingFile.NameAt(Clock.GetUtcNow()), connection.Snapshot, format))
        : Task.CompletedTask;

    private Task SaveKeptAsync((string Name, RecordingFormat Format) asked) => Recordings.Find(asked.Name) is { } kept
        ? SaveAsync(() => RecordingFile.Of(asked.Name, kept.Recording, asked.Format))
        : Task.CompletedTask;

    private Task SaveAsync(Func<RecordingFile> write) => RunAsync("Saving the file", async () =>
    {
        await using var file = await Task.Run(write);
        _work.PartOf = () => file.Total > 0 ? (double)file.Written / file.Total : null;
        using var content = new DotNetStreamReference(file.Content, leaveOpen: true);
        // With a token of its own, as a large file takes longer than the minute that a call may take by default.
        await _files.UseAsync(async module =>
        {
            long bytes = await module.InvokeAsync<long>("save", _files.Left, content, file.Name);
            _notice = $"Saved {file.Name}, {Quantity.Bytes(bytes)}.";
        });
    });

    private Task ImportAsync(InputFileChangeEventArgs change) => RunAsync("Importing the file", async () =>
    {
        var (file, bounds) = (change.File, Recordings.Bounds);
        if (file.Size > bounds.MaxUploadBytes)
        {
            _problem = $"{file.Name} has {Quantity.Bytes(file.Size)}, and an import may have {Quantity.Bytes(bounds.MaxUploadBytes)} ({ReplayOptions.Section}:{nameof(bounds.MaxUploadBytes)}).";
            return;
        }

        await using var content = file.OpenReadStream(bounds.MaxUploadBytes, _files.Left);
        _work.PartOf = () => (double)content.Position / file.Size;
        try
        {
            var recording = await RecordingReader.ReadAsync(content, bounds, RecordingNames.FormatOf(file.Name), _files.Left);
            string name = RecordingNames.Free(RecordingNames.Suggest(file.Name), Recordings);
            var (_, _, refusal) = Recordings.Keep(name, recording!);
            _problem = refusal?.Detail;
            _notice = refusal is null ? $"Imported {file.Name} as {name}: {Quantity.Of(recording!.Events, "event")}." : null;
        }
        catch (RecordingFormatException error)
        {
            _problem = $"{file.Name} is not imported. {error.Message}";
        }
    });

    private Task CompareAsync() => RunAsync("Comparing the recordings", async () =>
    {
        var connection = Session.Connection?.Snapshot;
        var (first, second) = (Recordings.Find(First)?.Recording, Recordings.Find(Second)?.Recording);
        if ((first is null && First != This) || (second is null && Second != This) || (connection is null && (first is null || second is null)))
        {
            _problem = "Choose two recordings. One of these is no longer kept.";
            return;
        }

        _comparison = await Task.Run(() => RecordingComparison.Of(first ?? Recorder.Of(connection!), second ?? Recorder.Of(connection!)));
    });

    private Task RunAsync(string name, Func<Task> work)
    {
        if (!IsIdle)
            return Task.CompletedTask;
        (_notice, _problem, _nameProblem) = (null, null, null);
        return JsReference.IfConnected(() => new(_work.RunAsync(name, work, StateHasChanged, Clock))).AsTask();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Recordings.Changed -= Refresh;
        return _files.DisposeAsync();
    }
}
