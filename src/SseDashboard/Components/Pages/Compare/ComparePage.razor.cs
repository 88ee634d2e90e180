using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using MudBlazor;
using SseDashboard.Comparing;
using SseDashboard.Display;
using SseDashboard.Interop;
using SseDashboard.Jobs;

namespace SseDashboard.Components.Pages;

/// <summary>Normal flow beside server-sent events: one job, followed by polling and by its stream at the same time.</summary>
public sealed partial class ComparePage : IAsyncDisposable
{
    private const int DefaultInterval = 1_000;
    private static readonly long DefaultLimit = new JobRequest().Limit;

    private readonly AddressSettings _address;
    private readonly JobComparison _comparison;
    private readonly string _url;
    private long? _limit;
    private int _interval;
    private JobTraffic? _traffic;

    public ComparePage(IJSRuntime js, NavigationManager navigation)
    {
        _url = new Uri(navigation.BaseUri).AbsolutePath + "jobs";
        _comparison = new(js, DispatchExceptionAsync);
        _comparison.Changed += OnChanged;

        _address = new(navigation);
        _limit = long.Parse(_address.Read("limit", Text(DefaultLimit), value => long.TryParse(value, CultureInfo.InvariantCulture, out _)), CultureInfo.InvariantCulture);
        _interval = int.Parse(_address.Read("interval", Text(DefaultInterval), IsInterval), CultureInfo.InvariantCulture);
    }

    [Inject]
    private PageReturn Return { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private JobRunner Jobs { get; set; } = default!;

    [Inject]
    private IOptions<JobOptions> Options { get; set; } = default!;

    private JobOptions Bounds => Options.Value;

    private ComparisonRun? Run => _comparison.Run;

    private bool IsRunning => Run is { IsRunning: true };

    // The limit is null while the field does not hold a number.
    private bool CanStart => !IsRunning && _limit is not null;

    private bool CanCancel => IsRunning && Run?.Latest is { State: JobState.Running };

    private TimeScale Scale => TimeScale.For(Run?.Duration ?? 0);

    private static bool IsInterval(string value) => int.TryParse(value, CultureInfo.InvariantCulture, out int interval) && interval is >= 100 and <= 5_000;

    private string Every => string.Create(CultureInfo.InvariantCulture, $"{_interval / 1_000.0:0.0} s");

    private Dictionary<string, object?> IntervalAttributes => new() { ["aria-label"] = "Time between two polls", ["aria-valuetext"] = Every };

    private double Done => (Run?.Latest?.Progress ?? 0) * 100;

    private string Percent => Done.ToString("0.#", CultureInfo.InvariantCulture);

    private string Outcome => Run switch
    {
        null => "Press Start. Both clients then follow the same job until it ends.",
        { Problem: { } problem } => ForeignText.Visible(problem)!,
        { Latest: null } => "Starting the job.",
        { Latest: { State: JobState.Finished } end } =>
            $"{(end.Primes == 1 ? "There is" : "There are")} {Quantity.Of(end.Primes, "prime")} up to {end.Limit:N0}, counted in {end.ElapsedMs / 1_000:0.0} s. {Verdict()}",
        { Latest: { State: JobState.Running } now } =>
            $"Counting: {Percent} % done, {Quantity.Of(now.Primes, "prime")} up to {now.Checked:N0}, after {now.ElapsedMs / 1_000:0.0} s.",
        { Latest: { State: JobState.Cancelled } now } => $"Cancelled after {now.ElapsedMs / 1_000:0.0} s, {Percent} % done. {Verdict()}",
        _ => "The job failed; the host's log has the details.",
    };

    // Text that changes with each batch is not announced, as a screen reader could never finish it. The bar reports the progress.
    private string? Announcement => Run is { IsRunning: true, Problem: null, Latest: not null } ? null : Outcome;

    /// <inheritdoc/>
    protected override void OnInitialized() => _limit = Math.Clamp(_limit!.Value, 2, Bounds.MaxLimit);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _address.Write(
            ("limit", Text(_limit ?? DefaultLimit), Text(DefaultLimit)),
            ("interval", Text(_interval), Text(DefaultInterval)));
        if (firstRender && await Return.TakeStreamAsync() is not null)
            Snackbar.Add("The job that was running when the connection was lost is gone. Press Start to run it again.", Severity.Warning);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Task StartAsync()
    {
        if (!CanStart)
            return Task.CompletedTask;
        _traffic = null;
        return _comparison.StartAsync(_url, _limit!.Value, TimeSpan.FromMilliseconds(_interval));
    }

    private void OnChanged()
    {
        if (_traffic is null && Run?.Latest is { } status)
            _traffic = Jobs.Find(status.Id)?.Traffic;
        StateHasChanged();
    }

    private string Verdict() => $"{Cost("Polling", Way.Poll, _traffic?.Poll.Cost)} {Cost("The stream", Way.Stream, _traffic?.Stream.Cost)}";

    private string Cost(string who, Way way, JobCost? cost) => cost is not null && Run!.StalenessOf(way) is { } behind
        ? $"{who} took {Quantity.Of(cost.Requests, "request")} and {Quantity.Bytes(cost.All)}, with a delay of {Quantity.Milliseconds(behind.AverageMs)} on average and {Quantity.Milliseconds(behind.WorstMs)} at most."
        : $"{who} received nothing.";

    /// <summary>Stops both clients and cancels the job, which no other page can follow.</summary>
    public ValueTask DisposeAsync()
    {
        if (CanCancel)
        {
            Jobs.Find(Run!.Latest!.Id)?.Cancel();
            Snackbar.Add("The job was cancelled because you left the page.");
        }

        return _comparison.DisposeAsync();
    }
}
