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
    private Task _starting = Task.CompletedTask;

    /// <summary>Whether the person is at the end.</summary>
    public bool IsFollowing { get; private set; } = true;

    /// <summary>Begins to follow; once, after the first render.</summary>
    public Task StartAsync(ElementReference element) => _starting = CreateAsync(element);

    private async Task CreateAsync(ElementReference element)
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

    /// <summary>Brings a row into view; stops following if that is away from the end.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="count">How many rows there are, all of the same height.</param>
    public async Task ShowAsync(int index, int count)
    {
        if (_follower is not null && index >= 0)
            await _follower.InvokeVoidAsync("show", index, count);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await JsReference.IfConnected(async () =>
            {
                // A page can be left while its first render is not yet done.
                await _starting;
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
