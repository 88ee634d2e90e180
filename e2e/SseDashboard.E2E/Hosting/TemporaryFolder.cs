namespace SseDashboard.E2E.Hosting;

/// <summary>A temporary directory, deleted with all that is in it when it is disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    /// <summary>Creates a directory in it, and returns its path.</summary>
    public string Create(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
