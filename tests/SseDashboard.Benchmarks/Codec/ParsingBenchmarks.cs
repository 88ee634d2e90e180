using System.Net.ServerSentEvents;
using System.Text;
using BenchmarkDotNet.Attributes;
using SseDashboard.Streams;

namespace SseDashboard.Benchmarks.Codec;

/// <summary>Reads the events of a stream, compared with the platform's parser.</summary>
[MemoryDiagnoser]
public class ParsingBenchmarks
{
    private const int ChunkBytes = 4 * 1024;

    private byte[] _stream = [];

    /// <summary>What the stream consists of.</summary>
    [Params("1,000 x 100 bytes", "1,000 x 330 bytes of JSON", "one line of 8 MB", "10 x 2,000 data lines")]
    public string Stream { get; set; } = "";

    /// <summary>Encodes the stream, and checks that both read the same events from it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (count, data) = Stream switch
        {
            "1,000 x 100 bytes" => (1_000, new string('x', 71)),
            "1,000 x 330 bytes of JSON" => (1_000, Json()),
            "one line of 8 MB" => (1, new string('x', 8_000_000)),
            _ => (10, string.Join('\n', Enumerable.Repeat("a line of the data", 2_000))),
        };
        _stream = [.. Enumerable.Range(0, count).SelectMany(i =>
            EventFrame.Of(new() { Id = $"5f0a1b2c-{i:D7}", Data = data }).Bytes.ToArray())];
        if (!Read(_stream.Length).SequenceEqual(SseParser.Create(new MemoryStream(_stream)).Enumerate().Select(item => item.Data)))
            throw new InvalidOperationException("The two readers disagree, so there is nothing to compare.");
    }

    /// <summary>The platform's parser.</summary>
    [Benchmark(Baseline = true)]
    public int Platform() => SseParser.Create(new MemoryStream(_stream)).Enumerate().Count();

    /// <summary>Ours, with all bytes at once.</summary>
    [Benchmark]
    public int Whole() => Read(_stream.Length).Count();

    /// <summary>Ours, in chunks of 4 KB.</summary>
    [Benchmark]
    public int Chunked() => Read(ChunkBytes).Count();

    /// <summary>The platform's parser, asynchronously.</summary>
    [Benchmark]
    public ValueTask<int> PlatformAsync() => SseParser.Create(new MemoryStream(_stream)).EnumerateAsync().CountAsync();

    /// <summary>Ours, asynchronously.</summary>
    [Benchmark]
    public ValueTask<int> Async() => new EventStreamReader().ReadAllAsync(new MemoryStream(_stream)).CountAsync();

    /// <summary>Ours, as blocks with their bytes, in chunks of 4 KB.</summary>
    [Benchmark]
    public int Blocks()
    {
        var reader = new EventBlockReader();
        int count = 0;
        for (int at = 0; at < _stream.Length; at += ChunkBytes)
        {
            ReadOnlySpan<byte> chunk = _stream.AsSpan(at, Math.Min(ChunkBytes, _stream.Length - at));
            while (reader.TryRead(ref chunk, default, out _))
                count++;
        }

        return count;
    }

    private IEnumerable<string> Read(int chunkBytes)
    {
        var reader = new EventStreamReader();
        for (int at = 0; at < _stream.Length; at += chunkBytes)
        {
            int start = at;
            int end = Math.Min(at + chunkBytes, _stream.Length);
            while (TryRead(reader, ref start, end, out var received))
                yield return received.Data;
        }

        reader.End();
    }

    private bool TryRead(EventStreamReader reader, ref int start, int end, out ReceivedEvent received)
    {
        ReadOnlySpan<byte> chunk = _stream.AsSpan(start, end - start);
        bool found = reader.TryRead(ref chunk, out received);
        start = end - chunk.Length;
        return found;
    }

    private static string Json()
    {
        var json = new StringBuilder("""{"type":"reading","station":"north","values":[""");
        while (json.Length < 288)
            json.Append("20.25,");
        return json.Append("0]}").ToString();
    }
}
