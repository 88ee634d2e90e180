using SseDashboard.Foreign.Tests.Reading;

[assembly: AssemblyFixture(typeof(SharedDashboard))]

namespace SseDashboard.Foreign.Tests.Reading;

/// <summary>The dashboard that most tests use: starting one for each takes longer than what they do with it.</summary>
public sealed class SharedDashboard : IAsyncDisposable
{
    /// <summary>The dashboard, whose relay has room for all tests at once.</summary>
    public DashboardHost Dashboard { get; } = new(("Relay:MaxConcurrent", "100"));

    public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
}
