using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace SseDashboard.Interop;

/// <summary>
/// Keeps a scrolling element at its end while the person is there. The component that owns it shows a frozen view while
/// <see cref="IsFollowing"/> is false.
/// </summary>
/// <param name="js">The circuit's JavaScript.</param>
/// <param name="changed">Called when the person leaves the end or comes back.</param>
public sealed class TailFollower(IJSRuntime js, Action changed) : IAsyncDisposable
{
    private readonly JsHandle _follower = new(js, "./js/dashboard/follow-tail.js");
    private DotNetObjectReference<TailFollower>? _self;

    /// <summary>Whether the person is at the end.</summary>
    public bool IsFollowing { get; private set; } = true;

    /// <summary>Begins to follow; once, after the first render.</summary>
    public Task StartAsync(ElementReference element) => _follower.StartAsync(element, _self = DotNetObjectReference.Create(this));

    /// <summary>The browser says whether the person is at the end.</summary>
    [JSInvokable]
    public void OnFollowing(bool following)
    {
        if (following != IsFollowing)
            Follow(following);
    }

    /// <summary>Goes to the end and follows again.</summary>
    public async Task ToEndAsync()
    {
        Follow(true);
        if (_follower.Started is { } follower)
            await follower.InvokeVoidAsync("toEnd");
    }

    /// <summary>Brings a row into view; stops following if that is away from the end.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="count">How many rows there are, all of the same height.</param>
    public async Task ShowAsync(int index, int count)
    {
        if (_follower.Started is { } follower && index >= 0)
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
            await _follower.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
