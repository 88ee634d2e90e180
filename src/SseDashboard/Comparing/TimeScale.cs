using System.Globalization;

namespace SseDashboard.Comparing;

/// <summary>The time scale shared by both diagrams. It grows in steps so that existing marks rarely move.</summary>
/// <param name="Seconds">The time span of the full width, in seconds.</param>
public sealed record TimeScale(double Seconds)
{
    /// <summary>The width in SVG units.</summary>
    public const double Width = 1000;

    private static readonly double[] Steps = [2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600];

    /// <summary>The smallest scale that fits the given duration.</summary>
    public static TimeScale For(double milliseconds) =>
        new(Steps.FirstOrDefault(step => step * 1_000 >= milliseconds, Math.Ceiling(milliseconds / 1_000)));

    /// <summary>The axis marks: the position of each in percent of the width, and its label.</summary>
    public IEnumerable<(string Left, string Text)> Marks =>
        Enumerable.Range(0, 6).Select(i => ($"{i * 20}%", string.Create(CultureInfo.InvariantCulture, $"{Seconds * i / 5:0.#} s")));

    /// <summary>The x coordinate of a time.</summary>
    public double X(double milliseconds) => milliseconds / 1_000 / Seconds * Width;
}
