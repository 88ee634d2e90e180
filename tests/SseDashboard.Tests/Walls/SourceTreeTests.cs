namespace SseDashboard.Tests.Walls;

/// <summary>The size limits of source files and folders.</summary>
public sealed class SourceTreeTests
{
    private const int MaxLines = 200;
    private const int MaxFiles = 15;

    private static readonly HashSet<string> Source = [".cs", ".razor", ".css", ".js", ".mjs", ".html", ".sh"];
    private static readonly HashSet<string> Generated = ["bin", "obj", "artifacts", "node_modules", "BenchmarkDotNet.Artifacts"];

    [Fact]
    public void SourceFiles_HaveAtMost200Lines()
    {
        var files = Folders(Repository.Root).SelectMany(folder => folder.EnumerateFiles()).Where(file => Source.Contains(file.Extension)).ToArray();
        Assert.NotEmpty(files);
        AssertNone(files.Select(file => (file.FullName, Lines: File.ReadLines(file.FullName).Count()))
            .Where(file => file.Lines > MaxLines)
            .Select(file => $"{Name(file.FullName)} has {file.Lines} lines, more than {MaxLines}: split it."));
    }

    [Fact]
    public void Folders_HaveAtMost15Files()
    {
        AssertNone(Folders(Repository.Root).Select(folder => (folder.FullName, Files: folder.EnumerateFiles().Count()))
            .Where(folder => folder.Files > MaxFiles)
            .Select(folder => $"{Name(folder.FullName)} has {folder.Files} files, more than {MaxFiles}: group them in subfolders."));
    }

    private static IEnumerable<DirectoryInfo> Folders(DirectoryInfo folder) => folder.EnumerateDirectories()
        .Where(child => !Generated.Contains(child.Name) && !child.Name.StartsWith('.'))
        .SelectMany(Folders)
        .Prepend(folder);

    private static string Name(string path) => Path.GetRelativePath(Repository.Root.FullName, path);

    private static void AssertNone(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));
}
