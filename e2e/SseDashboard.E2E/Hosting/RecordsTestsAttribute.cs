using System.Reflection;
using Xunit.v3;

[assembly: SseDashboard.E2E.Hosting.RecordsTests]

namespace SseDashboard.E2E.Hosting;

/// <summary>Sees that every test of this assembly has a limit, and ends its record.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RecordsTestsAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (test.Timeout == 0)
            Assert.Fail($"A test that hangs must end: mark {methodUnderTest.Name} with [BrowserFact] or [BrowserTheory].");
    }

    // The only hook that runs for every test with its result known. It is synchronous, hence the blocking wait.
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        string name = $"{methodUnderTest.DeclaringType!.Name}.{methodUnderTest.Name}-{test.UniqueID[..6]}";
        Task.Run(() => TestRecord.EndAsync(
            test.UniqueID, name, context.TestState?.Result == TestResult.Failed, context.TestOutputHelper!)).GetAwaiter().GetResult();
    }
}
