using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using SseDashboard.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddServerSentEvents(options => options.HeartbeatInterval = TimeSpan.FromSeconds(5));
var app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.MapGet("/readings", () => EventStream.From(Readings()));
app.MapBroadcast("/broadcast/{channel}");
await app.StartAsync();

using var client = new HttpClient { BaseAddress = new(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(20) };
string stream = await client.GetStringAsync("/readings");
Check("id: 1\nevent: reading\ndata: {\"celsius\":21.5}\n\n", stream);

using var lease = app.Services.GetRequiredService<BroadcastChannels>().Open("news")!;
using var response = await client.GetAsync("/broadcast/news", HttpCompletionOption.ResponseHeadersRead);
await lease.Channel.PublishAsync(new() { Data = "hello" });
using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
string broadcast = "";
while (await body.ReadLineAsync() is { } line && line != "data: hello")
    broadcast += line + "\n";
Check($"id: {lease.Channel.Epoch}-0\n\nid: {lease.Channel.Epoch}-1\n", broadcast);

await app.StopAsync();
Console.WriteLine("The package works.");
return 0;

static async IAsyncEnumerable<SseItem<Reading>> Readings([EnumeratorCancellation] CancellationToken cancellationToken = default)
{
    await Task.Delay(1, cancellationToken);
    yield return new(new Reading(21.5), "reading") { EventId = "1" };
}

static void Check(string expected, string actual)
{
    if (actual != expected)
        throw new InvalidOperationException($"Expected:\n{expected}\nbut was:\n{actual}");
}

internal sealed record Reading(double Celsius);
