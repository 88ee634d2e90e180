using System.Text;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

/// <summary>A stream as a test writes it, with its fragments joined.</summary>
internal sealed record Joined
{
    public string Type { get; init; } = "text/event-stream";

    public string Method { get; init; } = "POST";

    public (string Name, string Value)[] RequestHeaders { get; init; } = [];

    public (string Name, string Value)[] Headers { get; init; } = [];

    public string Choice { get; init; } = StreamAssembly.Automatic;

    public string Path { get; init; } = "$";

    /// <summary>How the response ends; <see langword="null"/> if it stays open.</summary>
    public ObservedEndKind? End { get; init; } = ObservedEndKind.Completed;

    public ObservingOptions Bounds { get; init; } = new();

    /// <summary>An event for each data, a tenth of a second apart.</summary>
    public static (double At, string Text)[] Events(params string[] data) =>
        [.. data.Select((one, i) => ((i + 1) / 10.0, $"data: {one}\n\n"))];

    /// <summary>Events with the type that their data names.</summary>
    public static (double At, string Text)[] Typed(params string[] data) =>
        [.. data.Select((one, i) => ((i + 1) / 10.0, $"event: {System.Text.Json.JsonElement.Parse(one).GetProperty("type").GetString()}\ndata: {one}\n\n"))];

    public static (double At, string Text)[] Lines(params string[] lines) => [.. lines.Select((one, i) => ((i + 1) / 10.0, $"{one}\n"))];

    public Observation Observe(params (double At, string Text)[] chunks)
    {
        var observation = new Observation(
            new(Observed.Url, Method, [.. RequestHeaders.Select(header => new ObservedHeader(header.Name, header.Value))], null, ObservedWay.Host), Observed.Start, Bounds);
        observation.Answered(Observed.Head(type: Type, headers: Headers));
        foreach (var (at, text) in chunks)
            observation.Received(Encoding.UTF8.GetBytes(text), Observed.At(at));
        if (End is { } end)
            observation.Ended(new(end, end == ObservedEndKind.Failed ? ObservedFailure.Cut : null, null, Observed.At(chunks[^1].At)));
        return observation;
    }

    public StreamAssembly Read(params (double At, string Text)[] chunks) => Read(Observe(chunks));

    public StreamAssembly Read(Observation observation)
    {
        // The clock stands still, so that one look takes everything.
        var assembly = new StreamAssembly(Bounds, new FakeTimeProvider());
        assembly.Choose(Choice, Path);
        assembly.Start(observation);
        assembly.Take(TimeSpan.FromSeconds(1), observation.Snapshot());
        return assembly;
    }
}

internal static class JoinedParts
{
    /// <summary>The parts as label and text.</summary>
    public static IEnumerable<(string Label, string Text)> Parts(this StreamAssembly assembly) => assembly.Text.Parts.Select(part => (part.Label, part.Text));

    /// <summary>The segments of a part: the numbers of their events, and their texts.</summary>
    public static (long, string)[] Segments(this AssembledPart part) =>
        [.. Enumerable.Range(0, part.SegmentCount).Select(i => part.Segment(i, int.MaxValue)).Select(segment => (segment.Event, segment.Text))];
}
