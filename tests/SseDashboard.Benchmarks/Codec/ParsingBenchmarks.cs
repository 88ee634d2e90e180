using System.Net.ServerSentEvents;
using BenchmarkDotNet.Attributes;
using SseDashboard.Streams;

namespace SseDashboard.Benchmarks.Codec;

/// <summary>Parses a thousand events of a hundred bytes with the platform's parser.</summary>
[MemoryDiagnoser]
public class ParsingBenchmarks
{
    private const int Events = 1_000;
    private byte[] _stream = [];

    /// <summary>Encodes the stream.</summary>
    [GlobalSetup]
    public void Setup() => _stream = [.. Enumerable.Range(0, Events).SelectMany(i =>
        EventFrame.Of(new() { Id = $"5f0a1b2c-{i:D7}", Data = new string('x', 71) }).Bytes.ToArray())];

    /// <summary>Reads every event and returns their number.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int PlatformParser() => SseParser.Create(new MemoryStream(_stream)).Enumerate().Count();
}
