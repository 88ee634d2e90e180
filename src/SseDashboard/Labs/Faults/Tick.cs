using System.Globalization;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>One event of a stream that may have a fault.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Total">How many there are.</param>
/// <param name="At">When it is sent.</param>
/// <param name="OpenStreams">How many streams of the same fault are open.</param>
/// <param name="Bounds">The bounds.</param>
internal readonly record struct Tick(int Number, int Total, DateTimeOffset At, int OpenStreams, FaultOptions Bounds)
{
    /// <summary>Its id in a healthy stream.</summary>
    public string Id => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its data as JSON: its number, the time, and a text with a character of two bytes in UTF-8.</summary>
    public string Data => DataWith("");

    /// <summary>As a healthy stream sends it.</summary>
    public ServerSentEvent Event => new() { Id = Id, Data = Data };

    /// <summary>Its data with more members, each with a comma in front.</summary>
    public string DataWith(string members) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"tick":{{Number}},"at":"{{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}","reading":"20.{{Number % 10}} °C"{{members}}}""");
}

/// <summary>Which events a stream has, and when.</summary>
internal sealed record TickPlan
{
    /// <summary>How many ticks there are each second.</summary>
    public const int PerSecond = 4;

    /// <summary>How many ticks of a connection come before its silence.</summary>
    public const int BeforeSilence = 4;

    /// <summary>The end mark: with it, a client knows that the stream is complete.</summary>
    public const string EndMark = "[DONE]";

    /// <summary>The events of a tick.</summary>
    public Func<Tick, IEnumerable<ServerSentEvent>> Events { get; init; } = tick => [tick.Event];

    /// <summary>Whether the end mark follows the last tick.</summary>
    public bool HasEndMark { get; init; } = true;

    /// <summary>Whether a client that resumes gets all ticks again.</summary>
    public bool StartsOver { get; init; }

    /// <summary>How many ticks a connection has before it ends; <see langword="null"/> for all.</summary>
    public int? PerConnection { get; init; }

    /// <summary>A silence after <see cref="BeforeSilence"/> ticks of each connection; zero for none.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>Whether the connection is cut at the end of the silence.</summary>
    public bool IsCut { get; init; }
}
