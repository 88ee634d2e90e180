[assembly: AssemblyFixture(typeof(SseDashboard.E2E.Hosting.SharedApp))]

namespace SseDashboard.E2E.Hosting;

/// <summary>
/// The app shared by tests that only observe their own page. A test that checks the server's open streams or log, publishes,
/// drops, or needs settings starts its own.
/// </summary>
public sealed class SharedApp : RunningApp;
