using System.Text.Json;
using Microsoft.Playwright;

namespace SseDashboard.Benchmarks.Page;

/// <summary>What <c>probe.js</c> has measured in a page. Times are in milliseconds of the page's clock.</summary>
internal sealed record Probe
{
    /// <summary>The bytes that the script's own array takes.</summary>
    public const long Bytes = (1 << 20) * sizeof(double);

    public long Dispatched { get; init; }

    public long OutOfOrder { get; init; }

    /// <summary>When the server wrote the first event.</summary>
    public double FirstWritten { get; init; }

    /// <summary>When the first event was dispatched.</summary>
    public double FirstAt { get; init; }

    /// <summary>When the end of the load was dispatched; 0 before that.</summary>
    public double DoneAt { get; init; }

    /// <summary>How many events were rendered as rows.</summary>
    public long Shown { get; init; }

    /// <summary>The sequence number of the newest row.</summary>
    public long Newest { get; init; }

    /// <summary>When the newest row was shown.</summary>
    public double NewestAt { get; init; }

    /// <summary>For each frame with new rows, the longest time from the dispatch of one of them.</summary>
    public double[] Delays { get; init; } = [];

    /// <summary>The longest that the newest row has been older than an event that was dispatched.</summary>
    public double Behind { get; init; }

    /// <summary>For each click the time from the input to its visible answer.</summary>
    public double[] Clicks { get; init; } = [];

    /// <summary>The durations of long tasks: those of 50 ms or more.</summary>
    public double[] Tasks { get; init; } = [];

    /// <summary>Events that the browser dispatched per second; NaN if the load did not end.</summary>
    public double Rate => DoneAt > 0 ? Dispatched / (DoneAt - FirstAt) * 1_000 : double.NaN;

    /// <summary>The script to run in every page before its own.</summary>
    public static string Script { get; } = Resource("probe.js");

    /// <summary>Reads what has been measured so far.</summary>
    public static async Task<Probe> ReadAsync(IPage page) =>
        JsonSerializer.Deserialize<Probe>(await page.EvaluateAsync<string>("JSON.stringify(probe)"), JsonSerializerOptions.Web)!;

    /// <summary>An embedded file of this folder.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(Probe).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
