using PublicApiGenerator;

namespace SseDashboard.Streams.Tests;

public sealed class PublicApiTests
{
    private const string Approve = "APPROVE_PUBLIC_API";

    [Fact]
    public async Task Api_OfTheLibrary_IsTheApprovedOne()
    {
        string path = Repository.File("PublicApi.approved.txt");
        string actual = typeof(EventStream).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(Approve) == "1")
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        string approved = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        string[] removed = [.. Without(approved, actual).Select(line => "- " + line)];
        string[] added = [.. Without(actual, approved).Select(line => "+ " + line)];
        Assert.True(
            approved == actual,
            $"The public API changed. If that is intended, run this test with {Approve}=1 and commit PublicApi.approved.txt.\n"
            + string.Join('\n', removed.Concat(added)));
    }

    private static IEnumerable<string> Without(string text, string other)
    {
        var lines = other.Split('\n').CountBy(line => line).ToDictionary();
        foreach (string line in text.Split('\n'))
        {
            if (lines.GetValueOrDefault(line) > 0)
                lines[line]--;
            else
                yield return line;
        }
    }
}
