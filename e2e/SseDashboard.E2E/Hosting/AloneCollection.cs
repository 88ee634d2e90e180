namespace SseDashboard.E2E.Hosting;

/// <summary>
/// Tests that run after all others, one at a time: those whose job keeps a processor busy, or whose figures depend on how busy the
/// machine is.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
