using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Feed;

namespace SseDashboard.Components.Pages;

/// <summary>The document, live: its stream, its log, its console.</summary>
public sealed partial class Demo : IAsyncDisposable
{
    private const string Final = "final";

    // The types that the document's client listens for, besides message.
    private static readonly string[] DocumentTypes = ["init", "error", Final];

    private readonly string _url;
    private readonly BrowserFeed _feed;
    private bool _closeOnFinal = true;
    private long? _selected;

    public Demo(IJSRuntime js, NavigationManager navigation)
    {
        _url = new Uri(navigation.BaseUri).AbsolutePath + "sse";
        _feed = new(js);
        _feed.Changed += StateHasChanged;
    }

    private string? CloseOn => _closeOnFinal ? Final : null;

    private FeedItem? SelectedItem =>
        _selected is { } number ? _feed.Items.Find(number) : null;

    private Task ConnectAsync() => _feed.ConnectAsync(new(_url, DocumentTypes, CloseOn));

    private Task CloseAsync() => _feed.CloseAsync("button");

    private Task SetCloseOnFinalAsync(bool value)
    {
        _closeOnFinal = value;
        return _feed.SetCloseOnAsync(CloseOn);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _feed.DisposeAsync();
}
