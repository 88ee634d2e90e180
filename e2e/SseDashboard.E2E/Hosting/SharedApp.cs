[assembly: AssemblyFixture(typeof(SseDashboard.E2E.Hosting.SharedApp))]

namespace SseDashboard.E2E.Hosting;

/// <summary>
/// One app for the tests that look only at their own page. A test that looks at what the server has open, publishes, drops or
/// logs, or that needs settings, starts an app of its own.
/// </summary>
public sealed class SharedApp : RunningApp;
