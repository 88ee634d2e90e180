using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SseDashboard.Streams.Tests;

namespace SseDashboard.Streams.Redis.Tests;

public sealed partial class PackageTests(PackedLibraries packed) : IClassFixture<PackedLibraries>
{
    [Fact]
    public async Task Pack_Library_HasDocumentationReadmeLicenceAndSymbols()
    {
        await using var package = await ZipFile.OpenReadAsync(packed.Package, TestContext.Current.CancellationToken);
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("lib/net10.0/SseDashboard.Streams.Redis.dll", files);
        Assert.Contains("lib/net10.0/SseDashboard.Streams.Redis.xml", files);
        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);
        await using var symbols = await ZipFile.OpenReadAsync(Path.ChangeExtension(packed.Package, ".snupkg"), TestContext.Current.CancellationToken);
        Assert.Contains("lib/net10.0/SseDashboard.Streams.Redis.pdb", symbols.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Pack_Library_RequiresTheStreamsOfExactlyItsVersion()
    {
        await using var package = await ZipFile.OpenReadAsync(packed.Package, TestContext.Current.CancellationToken);
        await using var stream = await package.GetEntry("SseDashboard.Streams.Redis.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var nuspec = await XDocument.LoadAsync(stream, LoadOptions.None, TestContext.Current.CancellationToken);
        string Value(string name) => nuspec.Descendants().First(element => element.Name.LocalName == name).Value;
        var dependencies = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);
        Assert.Equal(("SseDashboard.Streams.Redis", "MIT", "README.md"), (Value("id"), Value("license"), Value("readme")));
        Assert.Equal(["SseDashboard.Streams", "StackExchange.Redis"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"[{Value("version")}]", dependencies["SseDashboard.Streams"]);
    }

    [Fact]
    public async Task Readme_Example_Compiles()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(Source.Library, "README.md"), TestContext.Current.CancellationToken);
        string directory = Directory.CreateDirectory(Path.Combine(packed.Root, "consumer")).FullName;
        string project = await File.ReadAllTextAsync(Repository.File("Consumer/Consumer.csproj.txt"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(directory, "Consumer.csproj"),
            project.Replace("\"SseDashboard.Streams\"", "\"SseDashboard.Streams.Redis\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory, "Program.cs"), Assert.Single(Example().Matches(readme)).Groups[1].Value, TestContext.Current.CancellationToken);
        await Repository.DotnetAsync(directory, TimeSpan.FromMinutes(3), "build", "-c", "Release", "-o", "out", "-nologo");
        Assert.True(File.Exists(Path.Combine(directory, "out/StackExchange.Redis.dll")), "The program has no StackExchange.Redis.");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
