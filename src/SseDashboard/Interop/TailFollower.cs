using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace SseDashboard.Interop;

/// <summary>
/// Keeps a scrolling element at its end until the user scrolls up. While <see cref="IsFollowing"/> is false, the component that
/// owns it shows a frozen view.
/// </summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="changed">Called when the user leaves the end or returns to it, and when the height changes.</param>
public sealed class TailFollower(IJSRuntime js, Action changed) : IAsyncDisposable
{
    // In CSS pixels: higher than any screen. A browser could report any number.
    private const int MaxHeight = 4_000;

    private readonly JsModule _module = new(js, "./js/dashboard/follow-tail.js");
    private DotNetObjectReference<TailFollower>? _self;

    /// <summary>Whether the element is at its end.</summary>
    public bool IsFollowing { get; private set; } = true;

    /// <summary>The height of the element in CSS pixels, rounded up; 0 until the browser has reported it.</summary>
    public int Height { get; private set; }

    /// <summary>Starts to follow an element; call it once, after the first render.</summary>
    public Task StartAsync(ElementReference element) =>
        _module.StartAsync(element, _self = DotNetObjectReference.Create(this));

    /// <summary>Called by the browser when the element leaves its end or returns to it.</summary>
    [JSInvokable]
    public void OnFollowing(bool following)
    {
        if (following != IsFollowing)
            Follow(following);
    }

    /// <summary>Called by the browser with the height of the element, when it has changed by much.</summary>
    [JSInvokable]
    public void OnHeight(int pixels)
    {
        int height = Math.Clamp(pixels, 0, MaxHeight);
        if (height == Height)
            return;
        Height = height;
        changed();
    }

    /// <summary>Scrolls to the end and follows again.</summary>
    public async Task ToEndAsync()
    {
        Follow(true);
        if (_module.Started is { } follower)
            await follower.InvokeVoidAsync("toEnd");
    }

    /// <summary>Scrolls a row into view; stops following if the row is away from the end.</summary>
    /// <param name="index">The row's index; negative if there is no such row.</param>
    /// <param name="count">The number of rows, all of the same height.</param>
    public async Task ShowAsync(int index, int count)
    {
        if (_module.Started is { } follower && index >= 0)
            await follower.InvokeVoidAsync("show", index, count);
    }

    private void Follow(bool following)
    {
        IsFollowing = following;
        changed();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _module.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
