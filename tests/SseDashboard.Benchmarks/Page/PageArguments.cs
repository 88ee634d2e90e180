using System.Globalization;

namespace SseDashboard.Benchmarks.Page;

/// <summary>The command line of the page bench: <c>[SECONDS] [RATE ...] [burst]</c>.</summary>
/// <param name="Seconds">How long each rate lasts.</param>
/// <param name="Rates">The rates, in events per second.</param>
/// <param name="Burst">Whether to measure the burst.</param>
internal sealed record PageArguments(int Seconds, IReadOnlyList<int> Rates, bool Burst)
{
    /// <summary>How to call it.</summary>
    public const string Usage = """
        page [SECONDS] [RATE ...] [burst]
          SECONDS  how long each rate lasts, 1 to 600; 5 by default, 60 for figures to publish
          RATE     events per second, 100 to 50000; 1000 5000 10000 20000 40000 by default
          burst    measures the burst; alone, nothing else. Without any RATE or burst, all are measured
        """;

    private const int DefaultSeconds = 5;

    private static readonly int[] All = [1_000, 5_000, 10_000, 20_000, 40_000];

    /// <summary>Reads the arguments; <see langword="null"/> if they are wrong.</summary>
    public static PageArguments? Parse(IReadOnlyList<string> arguments)
    {
        bool burst = arguments.Count > 0 && arguments[^1] == "burst";
        var numbers = new List<int>();
        foreach (string argument in burst ? arguments.SkipLast(1) : arguments)
        {
            if (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return null;
            numbers.Add(number);
        }

        int seconds = numbers.Count > 0 ? numbers[0] : DefaultSeconds;
        int[] rates = [.. numbers.Skip(1)];
        if (seconds is < 1 or > 600 || rates.Any(rate => rate is < 100 or > 50_000))
            return null;
        return rates.Length == 0 && !burst ? new(seconds, All, true) : new(seconds, rates, burst);
    }
}
