using System.Net.ServerSentEvents;
using BenchmarkDotNet.Attributes;
using SseDashboard.Streams;

namespace SseDashboard.Benchmarks.Codec;

/// <summary>Encodes one event, compared with the platform's formatter.</summary>
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private ServerSentEvent _event = null!;
    private SseItem<string> _item;

    /// <summary>The kind of data.</summary>
    [Params("short", "100 bytes", "20 lines", "not ASCII")]
    public string Data { get; set; } = "";

    /// <summary>Creates the event.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string data = Data switch
        {
            "short" => "tick",
            "100 bytes" => new string('x', 71),
            "20 lines" => string.Join('\n', Enumerable.Repeat("a line of the data", 20)),
            _ => string.Concat(Enumerable.Repeat("é😀", 20)),
        };
        _event = new() { Id = "5f0a1b2c-1234567", Type = "tick", Data = data };
        _item = new(data, "tick") { EventId = "5f0a1b2c-1234567" };
    }

    /// <summary>Ours: the frame written to every connection.</summary>
    [Benchmark(Baseline = true)]
    public EventFrame Frame() => EventFrame.Of(_event);

    /// <summary>The platform's formatter, into memory.</summary>
    [Benchmark]
    public async Task<long> PlatformFormatter()
    {
        using var stream = new MemoryStream();
        await SseFormatter.WriteAsync(One(), stream);
        return stream.Length;
    }

    private async IAsyncEnumerable<SseItem<string>> One()
    {
        await Task.CompletedTask;
        yield return _item;
    }
}
