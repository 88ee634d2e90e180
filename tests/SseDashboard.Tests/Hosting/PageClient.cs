using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace SseDashboard.Tests.Hosting;

/// <summary>
/// The browser's side of a page's circuit, written by hand: SignalR's hub protocol in MessagePack over a WebSocket, without
/// negotiation.
/// </summary>
public sealed partial class PageClient : IAsyncDisposable
{
    private const string Handshake = "{}\u001e";

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationToken _hangGuard;

    // The part of the handshake's message after the handshake.
    private string _early = "";

    private PageClient(CancellationToken hangGuard) => _hangGuard = hangGuard;

    /// <summary>Connects and completes the handshake, without starting a circuit.</summary>
    public static async Task<PageClient> ConnectAsync(Uri host, CancellationToken hangGuard)
    {
        var client = new PageClient(hangGuard);
        await client._socket.ConnectAsync(new UriBuilder(host) { Scheme = "ws", Path = "/_blazor" }.Uri, hangGuard);
        await client.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray());
        string? answer = await client.ReceiveAsync();
        Assert.StartsWith(Handshake, answer, StringComparison.Ordinal);
        client._early = answer![Handshake.Length..];
        return client;
    }

    /// <summary>Starts a circuit on this connection.</summary>
    /// <returns>Whether the server started it; <see langword="false"/> if it closed the connection.</returns>
    public async Task<bool> TryStartAsync(Uri host)
    {
        try
        {
            await InvokeAsync("0", "StartCircuit", $"{host}", $"{host}", "[]", "");
            // The completion (type 3) of invocation "0" with a result (kind 3), the circuit's secret.
            while (await ReceiveAsync() is { } message)
            {
                if (message.Contains("\u0003\u0080\u00a10\u0003", StringComparison.Ordinal))
                    return true;
            }
        }
        catch (WebSocketException)
        {
            // An aborted connection is a refusal as well.
        }

        return false;
    }

    /// <summary>Adds a page's components to the circuit and waits for the first render.</summary>
    /// <param name="html">The page as the server sent it.</param>
    public async Task RenderAsync(string html)
    {
        var operations = Marker().Matches(html).Select((marker, number) =>
            $$"""{"type":"add","ssrComponentId":{{number + 1}},"marker":{{marker.Groups[1].Value}}}""");
        await InvokeAsync(
            null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", State().Match(html).Groups[1].Value);
        while (await ReceiveAsync() is { } message)
        {
            if (message.Contains("JS.RenderBatch", StringComparison.Ordinal))
                return;
        }

        Assert.Fail("The connection was closed before the page was rendered.");
    }

    /// <summary>The next message, one character per byte; <see langword="null"/> once the server has closed the connection.</summary>
    public async Task<string?> ReceiveAsync()
    {
        if (_early.Length > 0)
        {
            string early = _early;
            _early = "";
            return early;
        }

        var text = new StringBuilder();
        byte[] buffer = new byte[16 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, _hangGuard);
            if (part.MessageType is WebSocketMessageType.Close)
                return null;
            text.Append(Encoding.Latin1.GetString(buffer, 0, part.Count));
        }
        while (!part.EndOfMessage);
        return text.ToString();
    }

    /// <summary>Breaks the connection without a close frame, as a network failure does.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task InvokeAsync(string? id, string method, params string[] arguments)
    {
        // [1, {}, id, method, [arguments], []], preceded by its length as a variable-length integer.
        List<byte> body = [0x96, 1, 0x80];
        if (id is null)
            body.Add(0xc0);
        else
            Add(body, id);
        Add(body, method);
        body.Add((byte)(0x90 | arguments.Length));
        foreach (string argument in arguments)
            Add(body, argument);
        body.Add(0x90);

        List<byte> length = [];
        int rest = body.Count;
        for (; rest > 0x7f; rest >>= 7)
            length.Add((byte)(rest | 0x80));
        return SendAsync([.. length, (byte)rest, .. body]);
    }

    private static void Add(List<byte> body, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        body.AddRange([0xda, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
    }

    private Task SendAsync(byte[] message) => _socket.SendAsync(message, WebSocketMessageType.Binary, true, _hangGuard);

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
