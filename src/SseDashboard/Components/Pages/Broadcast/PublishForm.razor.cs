using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SseDashboard.Broadcast;
using SseDashboard.Display;
using SseDashboard.Interop;
using SseDashboard.Streams;

namespace SseDashboard.Components.Pages;

/// <summary>Publishes to a channel: one event or a burst.</summary>
public sealed partial class PublishForm(IJSRuntime js) : IAsyncDisposable
{
    // Twice the history that a channel keeps by default, so that a single burst can cause a gap.
    private const int MaxBurst = 10_000;
    private const int MaxType = 64;

    // Longer bursts show their progress; for shorter ones it would only flicker.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenRenders = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _left = new();
    private readonly JsModule _values = new(js, "./js/dashboard/form-values.js");
    private ElementReference _form;
    private string? _type;
    private string? _data = "hello";
    // Null while the field does not hold a number.
    private int? _number = 1_000;
    private int _done;
    private bool _publishing;
    private bool _isLong;
    private string _outcome = "";
    private bool _refused;

    /// <summary>The channel's name.</summary>
    [Parameter, EditorRequired]
    public required string Channel { get; set; }

    /// <summary>The path of the channel's endpoint.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>The types that the page's own stream listens for, besides <c>message</c>; <see langword="null"/> while it does not listen.</summary>
    [Parameter]
    public IReadOnlyList<string>? Heard { get; set; }

    /// <summary>How large an event may be, and how many the server keeps for resuming clients.</summary>
    [Parameter, EditorRequired]
    public required StreamOptions Bounds { get; set; }

    /// <summary>Whether other hosts share the channel.</summary>
    [Parameter]
    public bool IsShared { get; set; }

    /// <summary>Whether events can be published at all now.</summary>
    [Parameter]
    public bool IsPossible { get; set; } = true;

    /// <summary>Raised after something was published or refused.</summary>
    [Parameter]
    public EventCallback Published { get; set; }

    [Inject]
    private Publisher Publisher { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string? Type => string.IsNullOrEmpty(_type) ? null : _type;

    private bool IsHeard => Heard is null || Type is null or "message" || Heard.Contains(_type);

    private int Largest => _number ?? 1;

    private bool Overtakes => Largest > Bounds.MaxHistoryEvents || (long)Largest * BurstOf(Largest).LargestEvent > Bounds.MaxHistoryBytes;

    private Burst BurstOf(int number) => new(Type, _data ?? "", number);

    private bool Fits(int number) => BurstOf(number).LargestEvent <= Bounds.MaxEventBytes;

    private bool CanPublish(int number) => !_publishing && IsPossible && number > 0 && IsComplete(number);

    private bool IsComplete(int number) => !string.IsNullOrEmpty(_data) && Publisher.Check(Channel) is null && Fits(number);

    private Task PublishAsync() => PublishAsync(() => 1);

    private Task PublishBurstAsync() => PublishAsync(() => _number ?? 0);

    private async Task PublishAsync(Func<int> number)
    {
        if (!CanPublish(number()))
            return;
        (_publishing, _isLong, _done, _outcome, _refused) = (true, false, 0, "", false);
        try
        {
            if (await ReadFieldsAsync() is { } problem)
                (_outcome, _refused) = (problem, true);
            else if (IsComplete(number()))
                await PublishAsync(BurstOf(number()));
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            Snackbar.Add($"The burst ended after {Quantity.Of(_done, "event")} because you left the page.");
            return;
        }
        finally
        {
            (_publishing, _isLong) = (false, false);
        }

        await Published.InvokeAsync();
    }

    // Text typed while the circuit was away has not reached it, so take what the fields show. Returns a problem, if any.
    private async Task<string?> ReadFieldsAsync()
    {
        // As the field shows it.
        string number = _number?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
        var known = new Dictionary<string, string> { ["type"] = _type ?? "", ["data"] = _data ?? "", ["number"] = number };
        Dictionary<string, string> changes = [];
        try
        {
            await _values.UseAsync(async module => changes = await module.InvokeAsync<Dictionary<string, string>>("changes", _form, known));
        }
        catch (Exception silence) when (silence is JSException || (silence is OperationCanceledException && !_left.IsCancellationRequested))
        {
            return "Not published: the browser did not report the fields' contents. Try again, or reload the page.";
        }

        if (changes.GetValueOrDefault("type") is { Length: > MaxType } || changes.GetValueOrDefault("data") is { Length: > CircuitText.Longest })
            return $"Not published: a type may have at most {MaxType} characters, and data at most {CircuitText.Longest:N0}. Shorten the text.";
        if (changes.TryGetValue("number", out string? typed) && typed.Length > 0)
        {
            if (!int.TryParse(typed, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out int count))
                return $"Not published: {ForeignText.Isolated(typed)} is not a number of events. Enter 2 to {MaxBurst:N0}.";
            SetNumber(count);
        }

        _type = changes.GetValueOrDefault("type", _type!);
        _data = changes.GetValueOrDefault("data", _data!);
        return null;
    }

    private async Task PublishAsync(Burst burst)
    {
        long began = Clock.GetTimestamp();
        long rendered = began;
        var (published, refusal) = await Publisher.PublishAsync(Channel, burst, ShowProgress, _left.Token);
        _refused = refusal is not null;
        _outcome = published is null ? Refused(ForeignText.Isolated(refusal!.Detail)!)
            : burst.Number == 1 ? $"Published with id {published.Id} to {Listeners(published)}."
            : $"Published {burst.Number:N0} events to {Listeners(published)}; the last id is {published.Id}.";

        void ShowProgress(int done)
        {
            _done = done;
            _isLong = Clock.GetElapsedTime(began) >= Long;
            if (!_isLong || Clock.GetElapsedTime(rendered) < BetweenRenders)
                return;
            rendered = Clock.GetTimestamp();
            _outcome = $"Publishing: {done:N0} of {burst.Number:N0} events.";
            StateHasChanged();
        }
    }

    private string Listeners(Published published) =>
        Quantity.Of(published.Listeners, "listener") + (IsShared ? " on this host, and to those on the other hosts" : "");

    private string Refused(string why) => _done == 0 ? $"Refused. {why}" : $"Refused after {Quantity.Of(_done, "event")}. {why}";

    private void SetNumber(int? number) => _number = number is { } events ? Math.Clamp(events, 2, MaxBurst) : null;

    /// <summary>Ends a burst that is under way.</summary>
    public ValueTask DisposeAsync()
    {
        _left.Cancel();
        _left.Dispose();
        return _values.DisposeAsync();
    }
}
