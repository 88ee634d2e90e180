using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SseDashboard.Streams.Tests;

public sealed partial class PackageTests(PackedLibrary packed) : IClassFixture<PackedLibrary>
{
    [Fact]
    public async Task Pack_Library_HasDocumentationReadmeLicenceAndRepository()
    {
        await using var package = await ZipFile.OpenReadAsync(packed.Package, TestContext.Current.CancellationToken);
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("lib/net10.0/SseDashboard.Streams.dll", files);
        Assert.Contains("lib/net10.0/SseDashboard.Streams.xml", files);
        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);

        await using var stream = await package.GetEntry("SseDashboard.Streams.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var metadata = (await XDocument.LoadAsync(stream, LoadOptions.None, TestContext.Current.CancellationToken)).Root!.Elements().First();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal(("SseDashboard.Streams", "MIT", "README.md"), (Value("id"), Value("license"), Value("readme")));
        Assert.NotEqual("Package Description", Value("description"));
        var repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")?.Value);
        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")?.Value);
    }

    [Fact]
    public async Task Pack_Library_HasSymbols()
    {
        await using var symbols = await ZipFile.OpenReadAsync(
            Path.ChangeExtension(packed.Package, ".snupkg"), TestContext.Current.CancellationToken);
        Assert.Contains("lib/net10.0/SseDashboard.Streams.pdb", symbols.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Consumer_OutsideTheRepository_CompilesAndReadsItsOwnStreams()
    {
        string consumer = await BuildAsync("consumer", await File.ReadAllTextAsync(
            Repository.File("Consumer/Program.cs"), TestContext.Current.CancellationToken));
        string said = await Repository.DotnetAsync(consumer, TimeSpan.FromMinutes(3), "out/Consumer.dll");
        Assert.Contains("The package works.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/SseDashboard.Streams/README.md")]
    public async Task Readme_Examples_Compile(string readme)
    {
        string text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Library, "../..", readme), TestContext.Current.CancellationToken);
        var examples = Example().Matches(text);
        Assert.NotEmpty(examples);
        foreach (var (number, example) in examples.Index())
            await BuildAsync($"{readme.Replace('/', '-')}-{number}", example.Groups[1].Value);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    // Builds a program against the package; returns its directory.
    private async Task<string> BuildAsync(string name, string program)
    {
        string directory = Directory.CreateDirectory(Path.Combine(packed.Root, name)).FullName;
        File.Copy(Repository.File("Consumer/nuget.config"), Path.Combine(packed.Root, "nuget.config"), overwrite: true);
        File.Copy(Repository.File("Consumer/Consumer.csproj.txt"), Path.Combine(directory, "Consumer.csproj"));
        await File.WriteAllTextAsync(Path.Combine(directory, "Program.cs"), program, TestContext.Current.CancellationToken);
        await Repository.DotnetAsync(directory, TimeSpan.FromMinutes(3), "build", "-c", "Release", "-o", "out", "-nologo");
        return directory;
    }
}
