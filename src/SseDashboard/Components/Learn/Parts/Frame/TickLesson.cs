using Microsoft.AspNetCore.Components;
using SseDashboard.Labs;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Learn.Parts;

/// <summary>A lesson whose stream is a ticker of its own, which other clients can read as well. Each run has a new ticker.</summary>
public abstract class TickLesson : StreamLesson
{
    private static readonly string[] Types = ["tick", "gap", "final"];

    private TickRun? _run;

    [Inject]
    private IServiceProvider Services { get; set; } = default!;

    /// <summary>The ticker; <see langword="null"/> if the host has as many as it keeps.</summary>
    protected Ticker? Ticker => _run?.Ticker;

    /// <summary>The path of its stream.</summary>
    protected string Path => PathOf(_run!.Path);

    /// <summary>The <c>curl</c> line that reads the same stream, while this page is open.</summary>
    protected string CurlLine => $"curl -N {CodeTabs.Host}/{_run!.Path}";

    /// <summary>What the ticker is to write.</summary>
    protected abstract TickScript Script { get; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        _run = new(Services.GetRequiredService<Tickers>());
        _run.Changed += Refresh;
        _run.Renew(Script);
    }

    /// <summary>Starts a run: a new ticker, and a stream of it in this page.</summary>
    /// <param name="closeOn">The event type on which the page closes it; <see langword="null"/> for none.</param>
    protected async Task StartAsync(string? closeOn)
    {
        await ForgetAsync();
        if (Ticker is not null)
            await Stream.ConnectAsync(new(Path, Types, closeOn), Types);
    }

    /// <summary>Closes the stream and forgets the run, the host's record of it included.</summary>
    protected async Task ForgetAsync()
    {
        await ClearAsync();
        _run!.Renew(Script);
    }

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync()
    {
        _run?.Dispose();
        return base.LeaveAsync();
    }
}
