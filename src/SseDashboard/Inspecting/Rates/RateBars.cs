using System.Globalization;
using System.Text;
using SseDashboard.Display;

namespace SseDashboard.Inspecting;

/// <summary>A rate over time as bars, and in words for those who cannot see them.</summary>
public sealed class RateBars
{
    private readonly double[] _rates;
    private readonly TimeSpan _width;

    private RateBars(double[] rates, TimeSpan width) => (_rates, _width, Most) = (rates, width, rates.Max());

    /// <summary>The height of the drawing, in its own units.</summary>
    public const int Height = 100;

    /// <summary>The highest rate, per second.</summary>
    public double Most { get; }

    /// <summary>The number of bars, each one unit wide.</summary>
    public int Count => _rates.Length;

    /// <summary>The bars as an SVG path, from a base line at <see cref="Height"/>. A rate that is not 0 is visible.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            for (int i = 0; i < _rates.Length; i++)
            {
                if (_rates[i] > 0)
                    path.Append(CultureInfo.InvariantCulture, $"M{i} {Height}V{Height - Math.Max(2, Height * _rates[i] / Most):0.#}h.85V{Height}");
            }

            return path.ToString();
        }
    }

    /// <summary>The rates of a series.</summary>
    /// <param name="counts">How many in each interval.</param>
    /// <param name="width">The length of an interval.</param>
    public static RateBars Of(ReadOnlySpan<long> counts, TimeSpan width)
    {
        double[] rates = new double[counts.Length];
        for (int i = 0; i < rates.Length; i++)
            rates[i] = counts[i] / width.TotalSeconds;
        return new(rates, width);
    }

    /// <summary>What the bars show, in a sentence.</summary>
    /// <param name="title">What is counted.</param>
    /// <param name="format">Writes a rate with its unit.</param>
    public string Describe(string title, Func<double, string> format) => Most == 0
        ? $"{title}: none yet."
        : $"{title} in {Quantity.Of(Count, "interval")} of {Quantity.Time(_width)}: at most {format(Most)}, on average {format(_rates.Average())}, none in {_rates.Count(rate => rate == 0)}. The most arrived {Quantity.Time(_width * Array.IndexOf(_rates, Most))} after the request.";
}
