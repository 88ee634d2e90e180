using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// Finds the revision of the Model Context Protocol that a stream follows. Revisions 2025-03-26 to 2025-11-25 of the streamable HTTP
/// transport have sessions, a stream for GET, event ids and requests of the server; 2026-07-28 has none of them.
/// </summary>
internal sealed class McpRevision
{
    private const string Newest = "2026-07-28";
    private const string Meta = "io.modelcontextprotocol/";

    private string? _named;
    private string? _newSign;
    private string? _oldSign;
    private bool _isFirst = true;

    /// <summary>The revision and how it shows; <see langword="null"/> before the first message.</summary>
    public string? Sentence => (_named, _newSign, _oldSign) switch
    {
        (not null, _, not null) when _named.StartsWith(Newest, StringComparison.Ordinal) =>
            $"Revision {_named}. But {_oldSign}, which that revision no longer has.",
        (not null, _, _) => $"Revision {_named}.",
        (null, not null, not null) => $"The revision is unclear: {_newSign}, as in {Newest}, but {_oldSign}, as in 2025-11-25 and before.",
        (null, not null, _) => $"Revision {Newest}: {_newSign}.",
        (null, null, not null) => $"A revision from 2025-03-26 to 2025-11-25: {_oldSign}.",
        _ => "The revision does not show: the request has no MCP-Protocol-Version, and the messages are the same in all.",
    };

    /// <summary>Looks at a message, and once at what came before the first one.</summary>
    public void Look(FragmentEvent one, JsonElement message)
    {
        if (_isFirst)
            LookAtRequest(one);
        _isFirst = false;
        if (_oldSign is null && BlockWords.OwnId(one.Block) is { Length: > 0 })
            _oldSign = $"{Lower(one)} has an id to resume from";
        if (message.Member("result") is { } result)
            LookAtResult(one, result);
        if (message.Text("method") is not { } method)
            return;
        if (method == "notifications/subscriptions/acknowledged" || HasMeta(message.Member("params"), "subscriptionId"))
            _newSign ??= $"{Lower(one)} belongs to subscriptions/listen";
        if (message.Member("id") is not null)
            _oldSign ??= $"{Lower(one)} is a request of the server";
    }

    private void LookAtRequest(FragmentEvent one)
    {
        if (one.Request.Headers.Find("MCP-Protocol-Version") is { Length: > 0 } version)
            _named = $"{version}, as the request's MCP-Protocol-Version says";
        if (one.Head?.Headers.Find("Mcp-Session-Id") is not null || one.Request.Headers.Find("Mcp-Session-Id") is not null)
            _oldSign = "there is a session (Mcp-Session-Id)";
        else if (one.Request.Method == "GET" && one.Request.Way != ObservedWay.EventSource)
            _oldSign = "the stream was opened with GET";
    }

    private void LookAtResult(FragmentEvent one, JsonElement result)
    {
        if (result.Text("protocolVersion") is { } version)
            _named = $"{version}, as the result of initialize says";
        else if (result.Text("resultType") is not null)
            _newSign ??= $"{Lower(one)} has a resultType";
        else if (HasMeta(result, "serverInfo"))
            _newSign ??= $"{Lower(one)} names the server in _meta";
    }

    private static bool HasMeta(JsonElement? json, string name) => json?.Member("_meta")?.Member(Meta + name) is not null;

    private static string Lower(FragmentEvent one) => one.Title.ToLowerInvariant();
}
