using SseDashboard.Foreign.Tests.Programs;

[assembly: AssemblyFixture(typeof(NodePackages))]

namespace SseDashboard.Foreign.Tests.Programs;

/// <summary>The packages of <c>node/package-lock.json</c>, installed once beside the tests' program.</summary>
public sealed class NodePackages : IAsyncLifetime
{
    // 15 s and 54 MB with an empty cache; a slow registry takes longer.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The folder of the scripts and of <c>node_modules</c>.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "node");

    public async ValueTask InitializeAsync()
    {
        string wanted = Path.Combine(Folder, "package-lock.json"), installed = Path.Combine(Folder, "node_modules", "installed.json");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == await File.ReadAllTextAsync(wanted))
            return;
        // The packages' own scripts are not needed, and would run anything.
        await using var npm = ForeignProcess.Start("npm", Folder, "ci", "--ignore-scripts", "--engine-strict", "--no-audit", "--no-fund");
        await npm.EndsAsync(Patience);
        File.Copy(wanted, installed);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
