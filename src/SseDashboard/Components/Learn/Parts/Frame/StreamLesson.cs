using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Exchange;
using SseDashboard.Streams;

namespace SseDashboard.Components.Learn.Parts;

/// <summary>A lesson whose experiment is one stream, watched at both ends. The stream is closed when the page is left.</summary>
public abstract class StreamLesson : LessonPage
{
    private WatchedStream? _stream;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private WireTaps Taps { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>Both ends of the stream.</summary>
    protected WatchedStream Stream => _stream ?? throw new InvalidOperationException("The page has not been initialised.");

    /// <summary>Whether the stream is connecting or open.</summary>
    protected bool IsRunning => Stream.Feed.IsActive;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _stream = new(Js, Taps, Clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
    }

    /// <summary>Closes the stream, as a press of the Close button.</summary>
    protected Task StopAsync() => StopAsync("button");

    /// <summary>Closes the stream.</summary>
    /// <param name="reason">Why, as the log says it after "closed:".</param>
    protected Task StopAsync(string reason) => Stream.Feed.CloseAsync(reason);

    /// <summary>Closes the stream and forgets what it did.</summary>
    protected async Task ClearAsync()
    {
        await StopAsync();
        await Stream.Feed.ClearAsync();
        Stream.Exchange.Clear();
    }

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;
}
