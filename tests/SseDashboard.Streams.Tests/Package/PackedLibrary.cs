namespace SseDashboard.Streams.Tests;

/// <summary>The package, packed once into the feed of a temporary directory outside the repository.</summary>
public sealed class PackedLibrary : IAsyncLifetime
{
    /// <summary>The temporary directory.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("sse-package-").FullName;

    /// <summary>The package; the symbols lie beside it.</summary>
    public string Package { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string feed = Path.Combine(Root, "feed");
        await Repository.DotnetAsync(
            Root, TimeSpan.FromMinutes(3), "pack", Repository.Library, "--no-build", "-c", Repository.Configuration, "-o", feed, "-nologo");
        Package = Directory.GetFiles(feed, "*.nupkg").Single(file => !file.EndsWith(".symbols.nupkg", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
