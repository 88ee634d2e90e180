using System.IO.Pipelines;
using System.Text;
using SseDashboard.Replay;

namespace SseDashboard.Tests.Replay;

/// <summary>Files of recordings: what is written is read back, byte for byte.</summary>
public sealed class RecordingFormatTests
{
    private static readonly byte[] Stream =
    [
        .. Encoding.UTF8.GetBytes("\uFEFFid: 1\r\ndata: 20 °C 🙂\r\n\r\n: comment\r\revent: x\rdata: cr\r\r\"quotes\": \\ \u0000 \u2028\n\n"),
        0xC2, 0xFF, 0x80, 0x0A, 0x0D, 0x0A, .. "data: unfinished"u8,
    ];

    [Fact]
    public async Task Ndjson_SplitAtEveryOffset_ReadsBackExactly()
    {
        for (int split = 1; split < Stream.Length; split++)
        {
            var head = new RecordingHead(split % 3 == 0 ? 503 : 200, "text/event-stream; charset=utf-8")
            {
                Method = "POST",
                Url = "https://example.org/ü?a=1",
                At = new(2026, 5, 1, 12, 0, 0, 123, TimeSpan.FromHours(2)),
                Note = "Something is missing.",
            };
            var written = new Recording(
                head, [new(TimeSpan.FromTicks(1), Stream.AsMemory(..split)), new(TimeSpan.FromTicks(15_032_417), Stream.AsMemory(split..))], new(TimeSpan.FromSeconds(7), IsCut: split % 2 == 0));

            var read = await ReadAsync(await FileAsync(written, RecordingWriter.WriteNdjsonAsync));

            Assert.Equal(written.Head, read.Head);
            Assert.Equal(written.End, read.End);
            AssertSame(written.Chunks, read.Chunks);
        }
    }

    [Fact]
    public async Task Bytes_Imported_AreTheSameInOneChunkForEachBlock()
    {
        var read = await ReadAsync(Stream);

        Assert.Equal(Stream, read.Body());
        Assert.Equal(RecordingHead.EventStream, read.Head);
        Assert.Equal(["\uFEFFid: 1\r\ndata: 20 °C 🙂\r\n\r\n", ": comment\r\r", "event: x\rdata: cr\r\r"], read.Chunks.Take(3).Select(chunk => Encoding.UTF8.GetString(chunk.Bytes.Span)));
        Assert.Equal(Stream, await FileAsync(read, RecordingWriter.WriteBytesAsync));
        Assert.Equal(2, read.Events);
    }

    [Fact]
    public async Task RandomBytes_InBothFormats_ReadBackExactly()
    {
        var random = new Random(16);
        for (int round = 0; round < 200; round++)
        {
            byte[] bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            // A file that begins with a brace is read as NDJSON unless it is said to be none.
            var read = await ReadAsync(bytes, RecordingReader.Sse);
            Assert.Equal(bytes, read.Body());
            AssertSame(read.Chunks, (await ReadAsync(await FileAsync(read, RecordingWriter.WriteNdjsonAsync))).Chunks);
        }
    }

    [Theory]
    [InlineData("{}", 1, "must have \"recording\": 1")]
    [InlineData("{\"recording\":2,\"status\":200}", 1, "must have \"recording\": 1")]
    [InlineData("{\"recording\":1}", 1, "status must be 200 to 599")]
    [InlineData("{\"recording\":1,\"status\":99}", 1, "status must be 200 to 599")]
    [InlineData("{\"recording\":1,\"status\":200,\"contentType\":\"a\\r\\nSet-Cookie: b\"}", 1, "visible ASCII")]
    [InlineData("{\"recording\":1,\"status\":200,\"ms\":1}", 1, "no ms")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"text\":\"a\"}\n{\"ms\":0.9,\"text\":\"b\"}", 3, "in order")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"text\":\"a\"}", 2, "ms must be a number")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":-1,\"text\":\"a\"}", 2, "ms must be a number")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1e300,\"text\":\"a\"}", 2, "\"ms\" is not valid JSON")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":86400001,\"text\":\"a\"}", 2, "0 to 86400000")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"text\":\"a\",\"base64\":\"YQ==\"}", 2, "exactly one of text, base64 and end")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1}", 2, "exactly one of text, base64 and end")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"base64\":\"?\"}", 2, "base64 is not valid")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"text\":\"\"}", 2, "no bytes")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"end\":\"maybe\"}", 2, "completed or cut")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"end\":\"cut\"}\n{\"ms\":2,\"text\":\"a\"}", 3, "Nothing may follow")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"txet\":\"a\"}", 2, "unknown")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"text\":\"a\",\"text\":\"b\"}", 2, "duplicate")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"text\":\"\\ud800\"}", 2, "not valid JSON")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"text\":\"a\"} {\"ms\":2}", 2, "not valid JSON")]
    [InlineData("{\"recording\":1,\"status\":200}\n\n", 2, "not valid JSON")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":1,\"status\":200,\"text\":\"a\"}", 2, "Only the first line")]
    [InlineData("{\"recording\":1,\"status\":204}\n{\"ms\":1,\"text\":\"a\"}", 2, "has no body")]
    public async Task MalformedLine_Imported_IsRefusedWithItsNumberAndWhatIsWrong(string file, int line, string what)
    {
        var error = await Assert.ThrowsAsync<RecordingFormatException>(() => ReadAsync(Encoding.UTF8.GetBytes(file)));

        Assert.StartsWith($"Line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NdjsonOfAnotherProgram_WithMarkAndCrLf_IsRead()
    {
        var read = await ReadAsync(Encoding.UTF8.GetBytes("\uFEFF{\"recording\": 1, \"status\": 200}\r\n{\"ms\": 1, \"text\": \"a\"}\r\n"));

        Assert.Equal("a"u8.ToArray(), read.Body());
    }

    [Theory]
    [InlineData("data: 0123456789\n\n")]
    [InlineData("{\"recording\":1,\"status\":200}\n{\"ms\":0,\"text\":\"0123456789\"}\n")]
    public async Task Recording_LargerThanItsBound_IsRefusedAndNamesTheSetting(string file)
    {
        string large = file.Replace("0123456789", new('x', 2_000), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<RecordingFormatException>(() => ReadAsync(Encoding.UTF8.GetBytes(large), bounds: new() { MaxRecordingBytes = 2_048 }));

        Assert.Contains("Replay:MaxRecordingBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManySmallBlocks_CountWithWhatTheirChunksTake()
    {
        var error = await Assert.ThrowsAsync<RecordingFormatException>(() => ReadAsync(
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(":\n\n", 30))), bounds: new() { MaxRecordingBytes = 2_048 }));

        Assert.Contains("Replay:MaxRecordingBytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "data: a")]
    [InlineData("{\"recording\":1,\"status\":200}\n", "{\"ms\":0,\"text\":\"a\"}\n")]
    public async Task FileBeyondTheBound_IsNotReadToItsEnd(string start, string rest)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(rest, 100_000))));

        await Assert.ThrowsAsync<RecordingFormatException>(() => RecordingReader.ReadAsync(file, new() { MaxRecordingBytes = 2_048 }, null, TestContext.Current.CancellationToken));
        Assert.InRange(file.Position, 1, 100_000);
    }

    [Fact]
    public async Task TextOfTheHead_IsBounded()
    {
        var error = await Assert.ThrowsAsync<RecordingFormatException>(() => ReadAsync(Encoding.UTF8.GetBytes($"{{\"recording\":1,\"status\":200,\"url\":\"{new string('x', 2_001)}\"}}")));

        Assert.StartsWith("Line 1: method, url and note may have 2,000", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Recording> ReadAsync(byte[] file, string? format = null, ReplayOptions? bounds = null) =>
        (await RecordingReader.ReadAsync(new MemoryStream(file), bounds ?? new(), format, TestContext.Current.CancellationToken))!;

    private static async Task<byte[]> FileAsync(Recording recording, Func<Recording, PipeWriter, Action<int>, CancellationToken, Task> write)
    {
        using var file = new MemoryStream();
        var pipe = PipeWriter.Create(file);
        await write(recording, pipe, _ => { }, TestContext.Current.CancellationToken);
        await pipe.CompleteAsync();
        return file.ToArray();
    }

    private static void AssertSame(IReadOnlyList<RecordedChunk> expected, IReadOnlyList<RecordedChunk> actual) => Assert.Equal(
        expected.Select(chunk => (chunk.At, Convert.ToHexString(chunk.Bytes.Span))), actual.Select(chunk => (chunk.At, Convert.ToHexString(chunk.Bytes.Span))));
}
