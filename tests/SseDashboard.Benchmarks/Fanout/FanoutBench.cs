using System.Globalization;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// Runs each scenario with all variants in alternation, prints every run, and compares them in pairs: a single run says little
/// on a machine that does other work too.
/// </summary>
internal static class FanoutBench
{
    private const int Rounds = 3;
    private const int TurnsInRound = 5;
    private const int ShortTurn = 2;
    private const int LongTurn = 10;

    /// <summary>
    /// Runs the named scenarios, or all of one host; <c>hosts</c> names all of several hosts. A leading number sets the rounds.
    /// Returns 0 if all bounds were met without loss.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("The load bench requires Linux: its clients use epoll.");
            return 2;
        }

        int rounds = Rounds;
        string[] names = arguments;
        if (arguments is [var first, .. var rest] && int.TryParse(first, CultureInfo.InvariantCulture, out int number))
            (rounds, names) = (Math.Max(1, number), rest);
        IReadOnlyList<Scenario> all = [.. Scenario.OneHost, .. Scenario.SeveralHosts];
        names = [.. names.SelectMany(name => name == "hosts" ? Scenario.SeveralHosts.Select(scenario => scenario.Name) : [name])];
        if (names.Except(all.Select(scenario => scenario.Name)).FirstOrDefault() is { } unknown)
        {
            string known = string.Join(", ", all.Select(scenario => scenario.Name).Append("hosts"));
            Console.Error.WriteLine($"Unknown scenario: {unknown}. Available: {known}.");
            return 2;
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; host and clients share them\n");
        var report = new Report();
        foreach (var scenario in names.Length == 0 ? Scenario.OneHost : all.Where(scenario => names.Contains(scenario.Name)))
        {
            if (scenario.Together)
                await TogetherAsync(scenario, rounds * TurnsInRound, report);
            else
                await InTurnAsync(scenario, rounds, report);
        }

        return report.Write() ? 0 : 1;
    }

    private static async Task TogetherAsync(Scenario scenario, int turns, Report report)
    {
        var tests = new List<LoadTest>();
        try
        {
            foreach (string variant in scenario.Variants)
                tests.Add(await LoadTest.StartAsync(variant, scenario));
            for (int turn = 0; turn < turns; turn++)
            {
                for (int i = 0; i < tests.Count; i++)
                    report.Add(scenario, scenario.Variants[i], await tests[i].MeasureAsync(ShortTurn));
            }
        }
        finally
        {
            foreach (var test in tests)
                await test.DisposeAsync();
        }
    }

    private static async Task InTurnAsync(Scenario scenario, int rounds, Report report)
    {
        for (int round = 0; round < rounds; round++)
        {
            foreach (string variant in scenario.Variants)
            {
                await using var test = await LoadTest.StartAsync(variant, scenario);
                report.Add(scenario, variant, await test.MeasureAsync(LongTurn));
            }
        }
    }
}
