using System.Globalization;
using System.Text;

namespace SseDashboard.Comparing;

/// <summary>Builds SVG path data for the diagrams.</summary>
internal static class DiagramPath
{
    /// <summary>The y coordinate of the server's lane.</summary>
    public const double Server = 8;

    /// <summary>The y coordinate of the browser's lane.</summary>
    public const double Browser = 72;

    /// <summary>The y coordinate of zero progress; complete progress is at 0.</summary>
    public const double NoProgress = 60;

    // Arrows closer than this blur together. A response is drawn at least this far after its request, however fast it was.
    private const double Apart = 4;
    private const double Head = 3;

    /// <summary>The requests: arrows from the browser to the server.</summary>
    public static string Requests(IEnumerable<double> requests, TimeScale scale) =>
        Lines(RequestPlaces(requests, scale), x => Arrow(x, Browser, x + (Apart / 2), Server));

    /// <summary>The responses or events: arrows from the server to the browser.</summary>
    /// <param name="arrivals">What arrived.</param>
    /// <param name="scale">The time scale.</param>
    /// <param name="after">Whether to keep each arrow apart from its request: true for responses, false for events.</param>
    public static string Arrivals(IEnumerable<ComparisonItem> arrivals, TimeScale scale, bool after) => Lines(
        ArrivalPlaces(arrivals, scale, after),
        x => Arrow(after ? x - (Apart / 2) : x, Server, x, Browser));

    /// <summary>Whether some arrows are omitted because they would touch the previous one.</summary>
    public static bool LeavesOut(ComparisonRun run, TimeScale scale) => Enum.GetValues<Way>().Any(way =>
        LeavesOut(RequestPlaces(run.Requests(way), scale)) || LeavesOut(ArrivalPlaces(run.Arrivals(way), scale, way == Way.Poll)));

    /// <summary>The progress known to the browser: a step at each arrival.</summary>
    public static string Known(IReadOnlyList<ComparisonItem> arrivals, TimeScale scale, double until)
    {
        var path = new StringBuilder(Text($"M0 {NoProgress}"));
        foreach (var item in arrivals)
            path.Append(Text($"H{scale.X(item.Time):0.#}V{Y(item):0.#}"));
        return path.Append(Text($"H{scale.X(until):0.#}")).ToString();
    }

    /// <summary>The progress on the server, taken from its events.</summary>
    public static string Real(IReadOnlyList<ComparisonItem> events, TimeScale scale, double start)
    {
        var path = new StringBuilder(Text($"M{scale.X(start):0.#} {NoProgress}"));
        foreach (var item in events)
            path.Append(Text($"L{scale.X(start + item.Status!.ElapsedMs):0.#} {Y(item):0.#}"));
        return path.ToString();
    }

    private static double Y(ComparisonItem item) => NoProgress * (1 - item.Status!.Progress);

    private static IEnumerable<double> RequestPlaces(IEnumerable<double> requests, TimeScale scale) => requests.Select(scale.X);

    private static IEnumerable<double> ArrivalPlaces(IEnumerable<ComparisonItem> arrivals, TimeScale scale, bool after) =>
        arrivals.Select(item => after ? Math.Max(scale.X(item.Time), scale.X(item.Asked) + Apart) : scale.X(item.Time));

    private static string Lines(IEnumerable<double> places, Func<double, FormattableString> draw)
    {
        var path = new StringBuilder();
        foreach (var (x, isDrawn) in Thinned(places))
        {
            if (isDrawn)
                path.Append(Text(draw(x)));
        }

        return path.ToString();
    }

    private static bool LeavesOut(IEnumerable<double> places) => Thinned(places).Any(place => !place.IsDrawn);

    private static IEnumerable<(double X, bool IsDrawn)> Thinned(IEnumerable<double> places)
    {
        double last = double.NegativeInfinity;
        foreach (double x in places)
        {
            bool isDrawn = x - last >= Apart;
            if (isDrawn)
                last = x;
            yield return (x, isDrawn);
        }
    }

    private static FormattableString Arrow(double fromX, double fromY, double toX, double toY)
    {
        double back = toY > fromY ? -3 * Head : 3 * Head;
        return $"M{fromX:0.#} {fromY}L{toX:0.#} {toY}M{toX - Head:0.#} {toY + back}L{toX:0.#} {toY}L{toX + Head:0.#} {toY + back}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
