using System.Globalization;

namespace SseDashboard.Comparing;

/// <summary>The time scale that both diagrams share. It grows in steps, so that what is drawn seldom moves.</summary>
/// <param name="Seconds">The whole width, in seconds.</param>
public sealed record TimeScale(double Seconds)
{
    /// <summary>The width in the units of the drawings.</summary>
    public const double Width = 1000;

    private static readonly double[] Steps = [2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600];

    /// <summary>The smallest scale on which that many milliseconds fit.</summary>
    public static TimeScale For(double milliseconds) =>
        new(Steps.FirstOrDefault(step => step * 1_000 >= milliseconds, Math.Ceiling(milliseconds / 1_000)));

    /// <summary>The marks, as their place in percent of the width and their text.</summary>
    public IEnumerable<(string Left, string Text)> Marks =>
        Enumerable.Range(0, 6).Select(i => ($"{i * 20}%", string.Create(CultureInfo.InvariantCulture, $"{Seconds * i / 5:0.#} s")));

    /// <summary>Where a time stands.</summary>
    public double X(double milliseconds) => milliseconds / 1_000 / Seconds * Width;
}
