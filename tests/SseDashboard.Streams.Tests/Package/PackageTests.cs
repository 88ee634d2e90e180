using System.IO.Compression;
using System.Xml.Linq;

namespace SseDashboard.Streams.Tests;

public sealed class PackageTests(PackedLibrary packed) : IClassFixture<PackedLibrary>
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
        foreach (string name in (string[])["Program.cs", "nuget.config"])
            File.Copy(Repository.File($"Consumer/{name}"), Path.Combine(packed.Root, name));
        File.Copy(Repository.File("Consumer/Consumer.csproj.txt"), Path.Combine(packed.Root, "Consumer.csproj"));
        await Repository.DotnetAsync(packed.Root, TimeSpan.FromSeconds(60), "build", "-c", "Release", "-o", "out", "-nologo");
        string said = await Repository.DotnetAsync(packed.Root, TimeSpan.FromSeconds(60), "out/Consumer.dll");
        Assert.Contains("The package works.", said, StringComparison.Ordinal);
    }
}
