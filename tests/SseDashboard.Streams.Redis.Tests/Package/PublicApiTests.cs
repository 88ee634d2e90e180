using PublicApiGenerator;

namespace SseDashboard.Streams.Redis.Tests;

public sealed class PublicApiTests
{
    private const string Approve = "APPROVE_PUBLIC_API";

    [Fact]
    public async Task Api_OfTheLibrary_IsTheApprovedOne()
    {
        string path = Source.File("PublicApi.approved.txt");
        string actual = typeof(RedisBroadcastOptions).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(Approve) == "1")
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        string approved = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        Assert.True(
            approved == actual,
            $"The public API changed. If that is intended, run this test with {Approve}=1 and commit PublicApi.approved.txt. It is now:\n{actual}");
    }
}
