using System.ComponentModel;
using System.Diagnostics;

namespace SseDashboard.Benchmarks.Parser;

/// <summary>
/// Runs sse-parser.js under Node beside the most used parser of npm, in one process. The package is fetched through the npm
/// registry at an exact version, so that figures can be compared.
/// </summary>
internal static class ParserBench
{
    private const string Package = "eventsource-parser@4.1.3";

    /// <summary>Prints the table. Returns 0, or 1 if Node or the package is missing.</summary>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("parser-bench-");
        try
        {
            // Without this file Node would take the modules for CommonJS.
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package.json"), """{ "private": true, "type": "module" }""");
            var modules = folder.CreateSubdirectory("protocol");
            foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "protocol")))
                File.Copy(file, Path.Combine(modules.FullName, Path.GetFileName(file)));

            if (await StartAsync("npm", folder, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", Package) is not 0)
            {
                await Console.Error.WriteLineAsync(
                    $"The bench needs Node 20 or later with npm, and {Package} from the npm registry: install Node, or connect to the registry.");
                return 1;
            }

            return await StartAsync("node", folder, Path.Combine(AppContext.BaseDirectory, "parser-bench.mjs"), folder.FullName) ?? 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The exit code; none if the program is not installed.
    private static async Task<int?> StartAsync(string program, DirectoryInfo folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.FullName })!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
