using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SseDashboard.Streams.Tests;

/// <summary>The source tree that these tests were compiled from, and the .NET command line.</summary>
internal static class Repository
{
    /// <summary>The library's project directory.</summary>
    public static string Library => Path.GetFullPath(Path.Combine(Here(), "../../../src/SseDashboard.Streams"));

    /// <summary>A file in the directory of this one.</summary>
    public static string File(string name) => Path.Combine(Here(), name);

    /// <summary>Runs <c>dotnet</c> to its end and returns what it wrote. Fails if it exits with an error or takes too long.</summary>
    public static async Task<string> DotnetAsync(string directory, TimeSpan patience, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // In the temporary directory, because the user's cache may hold an earlier package of the same version.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(directory, "packages");
        // A build server would outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            string text = await output + await error;
            Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} failed with {process.ExitCode}:\n{text}");
            return text;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not finish within {patience.TotalSeconds} s.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The configuration that the library was built in: packing uses that build.</summary>
    public static string Configuration =>
        typeof(EventStream).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
