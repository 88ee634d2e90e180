using System.Reflection;
using SseDashboard.Streams.Tests;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Both packages, packed once into the feed of a temporary directory outside the repository.</summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    /// <summary>The temporary directory.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("sse-redis-package-").FullName;

    /// <summary>The package of the log; the symbols lie beside it.</summary>
    public string Package { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string feed = Path.Combine(Root, "feed");
        foreach (string library in new[] { Repository.Library, Source.Library })
        {
            // The file that packing leaves beside a build would be written by two test projects at the same time.
            await Repository.DotnetAsync(
                Root, TimeSpan.FromMinutes(3), "pack", library, "--no-build", "-c", Repository.Configuration, "-o", feed, "-nologo",
                $"-p:NuspecOutputPath={Path.Combine(Root, "nuspec")}/");
        }

        Package = Directory.GetFiles(feed, "SseDashboard.Streams.Redis.*.nupkg").Single(file => !file.EndsWith(".symbols.nupkg", StringComparison.Ordinal));
        // Other packages come from where this build has them, so that the test needs no network.
        string others = typeof(PackedLibraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PackageFolder").Value!;
        await File.WriteAllTextAsync(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="feed" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="build" value="{others}" />
              </fallbackPackageFolders>
            </configuration>
            """, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
