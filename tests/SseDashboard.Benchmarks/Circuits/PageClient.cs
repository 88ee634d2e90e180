using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Benchmarks.Circuits;

/// <summary>
/// A browser with one page of the dashboard, as its server sees it: loads the page, starts its circuit, acknowledges what is
/// rendered, and answers the calls of its scripts. It draws nothing, so that hundreds fit on one machine.
/// </summary>
internal sealed partial class PageClient : IAsyncDisposable
{
    private const string Theme = "theme";
    private const string Channel = "channel";

    // The controls that this client uses, by their handler and the accessible names of their elements.
    private static readonly (string Name, string Handler, string[] Labels)[] Controls =
        [(Theme, "onclick", ["Dark theme", "Light theme"]), (Channel, "onsubmit", ["Channel"])];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HubConnection _connection;
    private readonly ConcurrentDictionary<string, (int Component, ulong Id)> _handlers = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _unanswered = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _isShown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BrowserScripts _scripts;
    private long _calls;
    private volatile TaskCompletionSource? _rendered;
    private int _renderer;

    private PageClient(HttpClient http)
    {
        _scripts = new(http, InvokeAsync, CallAsync, _closed.Token);
        // Browsers offer compression; the state that it needs is a part of a page's memory.
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(http.BaseAddress!, "_blazor"), HttpTransportType.WebSockets,
            http => http.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new());
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        _connection = builder.Build();
        _connection.On<long, byte[]>("JS.RenderBatch", OnBatchAsync);
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", OnCallAsync);
        _connection.On<string, bool, string>("JS.EndInvokeDotNet", (call, succeeded, result) =>
        {
            if (_unanswered.TryRemove(call, out var answered))
                answered.SetResult();
            if (!succeeded)
                Fail($"A call into the circuit failed: {result}");
        });
        _connection.On<string>("JS.Error", error => Fail($"The circuit ended: {error}"));
    }

    /// <summary>The number of events that its stream has delivered and its circuit been told of.</summary>
    public long Reported => _scripts.Reported;

    /// <summary>Opens a page and waits until its content is rendered.</summary>
    public static async Task<PageClient> OpenAsync(HttpClient http, string path)
    {
        var page = new PageClient(http);
        try
        {
            string html = await http.GetStringAsync(new Uri(path, UriKind.Relative));
            await page._connection.StartAsync();
            await page._connection.InvokeAsync<string>(
                "StartCircuit", http.BaseAddress!.AbsoluteUri, new Uri(http.BaseAddress, path).AbsoluteUri, "[]", "");
            var operations = Marker().Matches(html).Select((marker, number) =>
                $$"""{"type":"add","ssrComponentId":{{number + 1}},"marker":{{marker.Groups[1].Value}}}""");
            await page._connection.SendAsync(
                "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", State().Match(html).Groups[1].Value);
            await page._isShown.Task.WaitAsync(Patience);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>Switches between light and dark; returns the time until the page is rendered.</summary>
    public Task<TimeSpan> ClickThemeAsync() => DispatchAsync(Theme, "click", """{"type":"click","detail":1}""");

    /// <summary>Presses Listen on the Broadcast page and waits until its stream is open.</summary>
    public async Task ListenAsync()
    {
        await DispatchAsync(Channel, "submit", """{"type":"submit"}""");
        await _scripts.Opened.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _connection.DisposeAsync();
        _closed.Dispose();
    }

    private async Task<TimeSpan> DispatchAsync(string control, string name, string arguments)
    {
        if (!_handlers.TryGetValue(control, out var handler))
            throw new InvalidOperationException($"The page has no control for the {control}: its markup is not what this client expects.");
        var rendered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long began = TimeProvider.System.GetTimestamp();
        _rendered = rendered;
        await InvokeAsync(_renderer, "DispatchEventAsync", $$"""[{"eventHandlerId":{{handler.Id}},"eventName":"{{name}}"},{{arguments}}]""");
        await rendered.Task.WaitAsync(Patience);
        return TimeProvider.System.GetElapsedTime(began);
    }

    private void Fail(string why)
    {
        var error = new InvalidOperationException(why);
        _isShown.TrySetException(error);
        _rendered?.TrySetException(error);
    }

    private Task InvokeAsync(int target, string method, string arguments) => InvokeAsync($"{Interlocked.Increment(ref _calls)}", target, method, arguments);

    private Task InvokeAsync(string call, int target, string method, string arguments) =>
        _connection.SendAsync("BeginInvokeDotNetFromJS", call, null, method, target, arguments);

    // Waits for the answer, which a handler of the connection must not: it would keep the answer from being read.
    private async Task CallAsync(int target, string method, string arguments)
    {
        string call = $"{Interlocked.Increment(ref _calls)}";
        var answered = _unanswered[call] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await InvokeAsync(call, target, method, arguments);
        await answered.Task.WaitAsync(_closed.Token);
    }

    private async Task OnBatchAsync(long number, byte[] batch)
    {
        foreach (var (component, name, id, label) in RenderBatch.Handlers(batch))
        {
            foreach (var control in Controls.Where(control => control.Handler == name))
            {
                if (label is not null && control.Labels.Contains(label))
                    _handlers[control.Name] = (component, id);
                else if (label is null && _handlers.TryGetValue(control.Name, out var known) && known.Component == component)
                    _handlers[control.Name] = (component, id);
            }
        }

        await _connection.SendAsync("OnRenderCompleted", number, null);
        if (_handlers.ContainsKey(Theme))
            _isShown.TrySetResult();
        _rendered?.TrySetResult();
    }

    private async Task OnCallAsync(long task, string identifier, string arguments, int resultType, long target, int callType)
    {
        if (identifier == "Blazor._internal.attachWebRendererInterop")
            _renderer = JsonDocument.Parse(arguments).RootElement[1].GetProperty("__dotNetObject").GetInt32();
        string result = await _scripts.CallAsync(identifier, JsonDocument.Parse(arguments).RootElement);
        if (task != 0)
            await _connection.SendAsync("EndInvokeJSFromDotNet", task, true, $"[{task},true,{result}]");
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
