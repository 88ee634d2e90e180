using System.Diagnostics;
using System.Globalization;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>
/// Rounds of faults at random, each with new servers and hosts. <c>SSE_FAULT_SECONDS</c> runs more than one,
/// <c>SSE_FAULT_SEED</c> repeats the choices of one.
/// </summary>
public sealed class RandomFaultTests(ITestOutputHelper output)
{
    private readonly bool _isLong = Number("SSE_FAULT_SECONDS", 0) > 0;

    [Fact]
    public async Task Faults_AtRandom_NeitherLieNorLose()
    {
        int seed = Number("SSE_FAULT_SEED", Random.Shared.Next());
        var watch = Stopwatch.StartNew();
        do
        {
            Say($"Seed {seed}: repeat with SSE_FAULT_SEED={seed}.");
            await using var round = new FaultRound(seed);
            Say(await round.RunAsync());
            seed = unchecked(seed + 1);
        }
        while (watch.Elapsed < TimeSpan.FromSeconds(Number("SSE_FAULT_SECONDS", 0)));
    }

    // xunit shows the output of a test only when it has failed.
    private void Say(string text)
    {
        output.WriteLine(text);
        if (_isLong)
            Console.WriteLine(text);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
