using System.Text;
using System.Text.Json;
using SseDashboard.Components.Tests.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Browsing;

/// <summary>Something that the browser saw.</summary>
internal sealed record Item(string Kind, double At, byte[] Content)
{
    public bool IsWhole { get; init; } = true;
}

/// <summary>What the browser sends to the circuit. Times are milliseconds after the request.</summary>
internal static class Sent
{
    public static Item Chunk(double at, string text) => new("chunk", at, Encoding.UTF8.GetBytes(text));

    public static Item Json(string kind, double at, object? value = null) => new(kind, at, JsonSerializer.SerializeToUtf8Bytes(value));

    public static Item Event(double at, string type, string id, string data) => Json("event", at, new { type, id, data });

    public static Item Head(int status, string type = "text/event-stream") => Json("head", 0, new
    {
        status,
        url = Observed.Url.AbsoluteUri,
        protocol = "HTTP/1.1",
        headers = new[] { new[] { "content-type", type } },
    });
}
