using System.Text;
using System.Text.Json;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Recorded;

/// <summary>Files for other programs.</summary>
public sealed class RecordingFileTests
{
    [Fact]
    public async Task Csv_HasARecordForEachEventWithTheTimeOfItsChunk()
    {
        var observation = Observed.Stream();
        observation.Received("id: 7\nevent: a,b\ndata: say \"hi\"\ndata: twice\n\ndata: x\n\n", at: 1.5);
        observation.Received(": comment\n\ndata: y\n\n", at: 2);

        string csv = await TextAsync(observation, RecordingFormat.Csv);

        Assert.Equal("\uFEFFid,type,data,time,chunk\r\n"
            + "7,\"a,b\",\"say \"\"hi\"\"\ntwice\",2026-01-01T12:00:01.5000000Z,1\r\n"
            + "7,message,x,2026-01-01T12:00:01.5000000Z,1\r\n"
            + "7,message,y,2026-01-01T12:00:02.0000000Z,2\r\n", csv);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+HYPERLINK(\"http://x\")", "\"'+HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("+1", "+1")]
    [InlineData("a=1", "a=1")]
    [InlineData(" a", "\" a\"")]
    [InlineData("", "")]
    public void Cell_ThatASpreadsheetWouldRun_GetsAnApostrophe(string value, string cell) => Assert.Equal(cell, EventCsv.Cell(value));

    [Fact]
    public async Task Har_HasOneEntryWithTheBodyAndALineForEachEvent()
    {
        var observation = SecretConnection();
        observation.Received("id: 7\ndata: a\n\ndata: b\n\n", at: 1.5);
        observation.Completed(3);

        var log = JsonElement.Parse(await TextAsync(observation, RecordingFormat.Har)).GetProperty("log");

        Assert.Equal("1.2", log.GetProperty("version").GetString());
        var entry = Assert.Single(log.GetProperty("entries").EnumerateArray());
        var content = entry.GetProperty("response").GetProperty("content");
        Assert.Equal("id: 7\ndata: a\n\ndata: b\n\n", content.GetProperty("text").GetString());
        Assert.Equal((24, "text/event-stream"), (content.GetProperty("size").GetInt32(), content.GetProperty("mimeType").GetString()));
        Assert.Equal(["event 1: 1000 ms after the head, in chunk 1, type message, last event ID 7, 1 bytes of data", "event 2: 1000 ms after the head, in chunk 1, type message, last event ID 7, 1 bytes of data"],
            content.GetProperty("comment").GetString()!.Split('\n'));
        Assert.Equal((3000, 500, 2500), (entry.GetProperty("time").GetDouble(), entry.GetProperty("timings").GetProperty("wait").GetDouble(), entry.GetProperty("timings").GetProperty("receive").GetDouble()));
        Assert.Equal("2026-01-01T12:00:00.0000000Z", entry.GetProperty("startedDateTime").GetString());
        Assert.Equal("{\"q\":1}", entry.GetProperty("request").GetProperty("postData").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(RecordingFormat.Har, false)]
    [InlineData(RecordingFormat.HarWithSecrets, true)]
    public async Task Har_HasSecretsOnlyIfAskedTo(RecordingFormat format, bool hasSecrets)
    {
        var observation = SecretConnection();
        observation.Completed(3);

        string text = await TextAsync(observation, format);

        foreach (string secret in new[] { "hidden-header", "hidden-cookie", "hidden-parameter", "hidden-password" })
            Assert.Equal(hasSecrets, text.Contains(secret, StringComparison.Ordinal));
        Assert.Contains("X-Plain", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Har_SaysWhereRedirectsWentAndWhatIsMissing()
    {
        var observation = Observed.Request(options: new() { MaxBlocks = 1 });
        observation.Redirected(new(307, Observed.Url, new("https://example.org/next?api_key=hidden"), []));
        observation.Answered(Observed.Head());
        observation.Received("data: a\n\ndata: b\n\n", at: 1);

        var entry = JsonElement.Parse(await TextAsync(observation, RecordingFormat.Har)).GetProperty("log").GetProperty("entries")[0];
        string comment = entry.GetProperty("comment").GetString()!;
        Assert.StartsWith("307 redirected to https://example.org/next?api_key=", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", comment, StringComparison.Ordinal);
        Assert.EndsWith("The first 9 bytes were no longer kept.", comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Har_OfBytesThatAreNoText_HasThemInBase64()
    {
        var observation = Observed.Stream();
        observation.Received([0xFF, 0x00], Observed.At(1));

        var content = JsonElement.Parse(await TextAsync(observation, RecordingFormat.Har)).GetProperty("log").GetProperty("entries")[0].GetProperty("response").GetProperty("content");

        Assert.Equal(("/wA=", "base64"), (content.GetProperty("text").GetString(), content.GetProperty("encoding").GetString()));
    }

    [Fact]
    public async Task Bytes_AreThoseOfTheBody()
    {
        var observation = Observed.Stream();
        observation.Received([0xFF, 0x00], Observed.At(1));

        await using var file = RecordingFile.Of("name", observation.Snapshot(), RecordingFormat.Bytes);

        Assert.Equal("name.sse", file.Name);
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal([0xFF, 0x00], bytes.ToArray());
    }

    [Theory]
    [InlineData(RecordingFormat.Bytes)]
    [InlineData(RecordingFormat.Ndjson)]
    [InlineData(RecordingFormat.Csv)]
    public async Task Progress_AtTheEnd_IsThatOfEveryChunk(RecordingFormat format)
    {
        var observation = Observed.Stream();
        observation.Received("data: a\n\n", at: 1);
        observation.Received("data: b\n\n", at: 2);

        await using var file = RecordingFile.Of("name", observation.Snapshot(), format);
        await file.Content.CopyToAsync(System.IO.Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal((2, 2), (file.Written, file.Total));
    }

    [Fact]
    public async Task File_LeftUnread_EndsItsWriting()
    {
        var observation = Observed.Stream();
        for (int i = 0; i < 100; i++)
            observation.Received($"data: {new string('x', 10_000)}\n\n", at: i);
        var file = RecordingFile.Of("name", observation.Snapshot(), RecordingFormat.Ndjson);

        await Wait.ForAsync(file.DisposeAsync().AsTask(), "the file is released although no one reads it");
    }

    private static Observation SecretConnection()
    {
        var observation = new Observation(
            new(new("https://user:hidden-password@example.org/s?api_key=hidden-parameter&n=1"), "POST", [new("Authorization", "Bearer hidden-header"), new("X-Plain", "1")], "{\"q\":1}", ObservedWay.Host),
            Observed.Start, new());
        observation.Answered(Observed.Head(at: 0.5, headers: ("Set-Cookie", "sid=hidden-cookie")));
        return observation;
    }

    private static async Task<string> TextAsync(Observation observation, RecordingFormat format)
    {
        await using var file = RecordingFile.Of("name", observation.Snapshot(), format);
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
