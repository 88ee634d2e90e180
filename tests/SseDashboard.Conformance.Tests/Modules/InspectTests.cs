using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>What the inspector's observers send to the circuit about a request of the browser.</summary>
public sealed class InspectTests(Bench bench)
{
    private const string Harness = "inspect-harness.js";

    private static readonly string[][] Header = [["X-A", "ü"]];
    private static readonly string[] Tick = ["tick"];

    public sealed record Item(string Kind, string Value);

    public sealed record Read(int WhileFull, int AtTheEnd);

    [Fact]
    public async Task Fetch_Response_IsReportedWithHeadAndRawChunks()
    {
        var script = Answering(async context =>
        {
            context.Response.Headers["X-Test"] = "1";
            await context.StreamAsync(": hi\r\n\r\nid: 1\ndata: é\n\n");
        });

        var items = await ObserveAsync(new { way = "fetch", url = script.Path, method = "POST", headers = Header, body = "{}" });

        Assert.Equal(["head", "chunk", "end"], Kinds(items));
        var head = JsonDocument.Parse(items[0].Value).RootElement;
        Assert.Equal((200, "HTTP/1.1"), (head.GetProperty("status").GetInt32(), head.GetProperty("protocol").GetString()));
        Assert.Contains("[\"x-test\",\"1\"]", items[0].Value, StringComparison.Ordinal);
        Assert.Equal("\": hi\\r\\n\\r\\nid: 1\\ndata: é\\n\\n\"", items[1].Value);
        Assert.Equal("{\"how\":\"completed\"}", items[2].Value);
        var request = Assert.Single(script.Requests);
        Assert.Equal(("POST", "{}", "text/event-stream"), (request.Method, request.Body, request.Accept));
    }

    [Fact]
    public async Task Fetch_Redirected_NamesTheLastAddress()
    {
        var target = Answering(context => context.StreamAsync("data: a\n\n"));
        var script = Answering(context =>
        {
            context.Response.Redirect(target.Path);
            return Task.CompletedTask;
        });

        var items = await ObserveAsync(new { way = "fetch", url = script.Path, method = "GET" });

        Assert.Equal(new Uri(bench.Server.Origin, target.Path).AbsoluteUri, JsonDocument.Parse(items[0].Value).RootElement.GetProperty("url").GetString());
    }

    [Fact]
    public async Task Fetch_ThatTheServerBreaksOff_IsCut()
    {
        var script = Answering(context =>
        {
            context.Response.ContentLength = 1_000;
            return context.StreamAsync("data: a\n\n");
        });

        Assert.StartsWith("{\"how\":\"cut\",\"reason\":", (await ObserveAsync(new { way = "fetch", url = script.Path, method = "GET" }))[^1].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRACE", "{\"how\":\"refused\"")]
    [InlineData("GET", "{\"how\":\"hidden\"")]
    public async Task Fetch_WithoutResponse_SaysWhoRefused(string method, string end)
    {
        var script = Answering(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.StartsWith(end, Assert.Single(await ObserveAsync(new { way = "fetch", url = script.Path, method })).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fetch", "head")]
    [InlineData("eventsource", "opened")]
    public async Task Stop_WhileOpen_EndsTheRequest(string way, string open)
    {
        var left = new TaskCompletionSource();
        var script = Answering(async context =>
        {
            await context.StreamAsync("data: a\n\n");
            await context.UntilAbortedAsync();
            left.SetResult();
        });

        await ObserveAsync(new { way, url = script.Path, method = "GET" }, open);

        await Bench.HappensAsync(left.Task, "the client disconnects from the stream");
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task EventSource_Events_AreReportedByTypeAndReconnectIsAnInterruption()
    {
        var script = Answering(context => context.StreamAsync("retry: 1\n: hi\n\nid: 1\nevent: tick\ndata: a\n\nevent: other\ndata: b\n\nevent: error\ndata: c\n\n"));

        var items = await ObserveAsync(new { way = "eventsource", url = script.Path, types = Tick }, "opened", 2);

        Assert.Equal(["opened", "event", "event", "interrupted", "opened"], Kinds(items[..5]));
        Assert.Equal("{\"type\":\"tick\",\"id\":\"1\",\"data\":\"a\"}", items[1].Value);
        Assert.Equal("{\"type\":\"error\",\"id\":\"1\",\"data\":\"c\"}", items[2].Value);
        Assert.Equal("1", script.Requests[1].LastEventId);
    }

    [Fact]
    public async Task EventSource_Refused_IsHidden()
    {
        var script = Answering(context => context.StatusAsync(StatusCodes.Status404NotFound));

        Assert.Equal("{\"how\":\"hidden\"}", Assert.Single(await ObserveAsync(new { way = "eventsource", url = script.Path })).Value);
    }

    [Fact]
    public async Task EventSource_EventOfAMegabyte_CrossesWhole()
    {
        string data = new('x', 1_000_000);
        var script = Answering(async context =>
        {
            await context.StreamAsync($"data: {data}\n\n");
            await context.UntilAbortedAsync();
        });

        var items = await ObserveAsync(new { way = "eventsource", url = script.Path }, "event");

        Assert.Contains(data, items[^1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_WhileTheCircuitIsBusy_StopsReading()
    {
        const int Total = 4 * 1024 * 1024;
        var read = await bench.RunAsync<Read>(Harness, "waitsForTheCircuit", Total);

        Assert.InRange(read.WhileFull, 256 * 1024, 768 * 1024);
        Assert.Equal(Total, read.AtTheEnd);
    }

    [Fact]
    public Task Batches_OfManyAndOfLargeItems_FitIntoMessages() => bench.RunAsync(Harness, "batchesFitIntoMessages");

    [Fact]
    public Task Batches_SeveralAtOnce_ArriveInOrder_AlthoughOneIsLost() => bench.RunAsync(Harness, "sendsSeveralBatchesInOrder");

    [Fact]
    public Task Events_BeyondTheQueue_AreCountedAtTheirPlace() => bench.RunAsync(Harness, "countsWhatDoesNotFit");

    [Fact]
    public Task Stop_BeforeTheResponse_RemovesEveryListener() =>
        bench.RunAsync(Harness, "removesEveryListener", Answering(context => context.UntilAbortedAsync()).Path);

    private Script Answering(Func<HttpContext, Task> answer) => bench.Server.Add((context, _) => answer(context));

    private Task<List<Item>> ObserveAsync(object request, string last = "end", int count = 1) => bench.RunAsync<List<Item>>(Harness, "observe", request, last, count);

    private static string[] Kinds(IEnumerable<Item> items) => [.. items.Select(item => item.Kind)];
}
