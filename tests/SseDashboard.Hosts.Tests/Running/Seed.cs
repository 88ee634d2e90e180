using System.Globalization;

namespace SseDashboard.Hosts.Tests.Running;

/// <summary>The seed of a test's random choices, printed, and repeated with <c>SSE_FAULT_SEED</c>.</summary>
internal static class Seed
{
    /// <summary>Starts a generator.</summary>
    public static Random Start()
    {
        int seed = Number("SSE_FAULT_SEED", Random.Shared.Next());
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}: repeat with SSE_FAULT_SEED={seed}.");
        return new(seed);
    }

    /// <summary>The value of an environment variable, or another number if it is not set.</summary>
    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
