using System.Net;
using System.Text;
using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;

namespace SseDashboard.Foreign.Tests.Clients;

/// <summary>The npm clients of language models read recordings of their services' streams.</summary>
public sealed class ReplayTests(SharedDashboard shared)
{
    [Theory]
    [InlineData("openai-chat", "/v1", "stop")]
    [InlineData("anthropic-messages", "", "end_turn")]
    public async Task AClient_ReadsARecordingOfItsService(string name, string basePath, string end)
    {
        using var http = new HttpClient { BaseAddress = shared.Dashboard.Url, Timeout = Wait.Limit };
        string recording = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "recordings", $"{name}.ndjson"), TestContext.Current.CancellationToken);
        using var kept = await http.PostAsync($"/replay/{name}", new StringContent(recording, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);

        await using var client = NodeScript.Start($"clients/{name}.mjs", shared.Dashboard.At($"/replay/{name}{basePath}").AbsoluteUri);
        var received = await client.EndsAsync();

        string?[] pieces = [.. received.SkipLast(1).Select(one => one.Data)];
        Assert.Equal(8, pieces.Length);
        Assert.Equal("The wire is honest: 20 °C.", string.Concat(pieces));
        Assert.Equal((end, string.Concat(pieces)), (received[^1].Type, received[^1].Data));
    }
}
