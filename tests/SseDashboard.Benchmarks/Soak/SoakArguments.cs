using System.Globalization;

namespace SseDashboard.Benchmarks.Soak;

/// <summary>The command line of the soak: <c>HOURS [SUBSCRIBERS] [RATE]</c>.</summary>
/// <param name="Time">How long it lasts.</param>
/// <param name="Subscribers">How many clients without a browser listen at a time.</param>
/// <param name="Rate">How many events a second are published to each.</param>
internal sealed record SoakArguments(TimeSpan Time, int Subscribers, int Rate)
{
    /// <summary>How to call it.</summary>
    public const string Usage = """
        soak HOURS [SUBSCRIBERS] [RATE]
          HOURS        how long, 0.01 to 1000
          SUBSCRIBERS  clients besides the browser's pages, 10 to 1900; 1000 by default
          RATE         events published per second, 1 to 1000; 50 by default
        """;

    /// <summary>Reads the arguments; <see langword="null"/> if they are wrong.</summary>
    public static SoakArguments? Parse(IReadOnlyList<string> arguments)
    {
        int subscribers = 1_000, rate = 50;
        bool isRight = arguments.Count is >= 1 and <= 3
            & double.TryParse(arguments.ElementAtOrDefault(0), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double hours)
            && (arguments.Count < 2 || int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out subscribers))
            && (arguments.Count < 3 || int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out rate))
            && hours is >= 0.01 and <= 1_000 && subscribers is >= 10 and <= 1_900 && rate is >= 1 and <= 1_000;
        return isRight ? new(TimeSpan.FromHours(hours), subscribers, rate) : null;
    }
}
