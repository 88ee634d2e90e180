using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Feed;

namespace SseDashboard.Components.Log;

/// <summary>
/// Keeps a scrolling element at its end while the person is there. The component that owns it shows a frozen view while
/// <see cref="IsFollowing"/> is false.
/// </summary>
/// <param name="js">The circuit's JavaScript.</param>
/// <param name="changed">Called when the person leaves the end or comes back.</param>
public sealed class TailFollower(IJSRuntime js, Action changed) : IAsyncDisposable
{
    private DotNetObjectReference<TailFollower>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _follower;

    /// <summary>Whether the person is at the end.</summary>
    public bool IsFollowing { get; private set; } = true;

    /// <summary>Begins to follow; once, after the first render.</summary>
    public async Task StartAsync(ElementReference element)
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", "./js/follow-tail.js");
        _self = DotNetObjectReference.Create(this);
        _follower = await _module.InvokeAsync<IJSObjectReference>("start", element, _self);
    }

    /// <summary>The browser says whether the person is at the end.</summary>
    [JSInvokable]
    public void OnFollowing(bool following)
    {
        IsFollowing = following;
        changed();
    }

    /// <summary>Goes to the end and follows again.</summary>
    public async Task ToEndAsync()
    {
        OnFollowing(true);
        if (_follower is not null)
            await _follower.InvokeVoidAsync("toEnd");
    }

    /// <summary>Scrolls so far that a part of the content is in view; stops following if that is away from the end.</summary>
    /// <param name="top">Where it begins, in CSS pixels from the beginning of the content.</param>
    /// <param name="height">Its height in CSS pixels.</param>
    public async Task ShowAsync(double top, double height)
    {
        if (_follower is not null)
            await _follower.InvokeVoidAsync("show", top, height);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await JsReference.IfConnected(async () =>
            {
                if (_follower is not null)
                {
                    await _follower.InvokeVoidAsync("stop");
                    await _follower.DisposeAsync();
                }

                if (_module is not null)
                    await _module.DisposeAsync();
            });
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
