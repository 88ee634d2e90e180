namespace SseDashboard.Inspecting;

/// <summary>Something that may take long: it is shown once it takes longer than a second, with its progress if that is known.</summary>
internal sealed class LongWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>What is done now; <see langword="null"/> if nothing is.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether it takes longer than a second.</summary>
    public bool IsLong { get; private set; }

    /// <summary>Which part of it is done, from 0 to 1; <see langword="null"/> if that is not known.</summary>
    public double? Part { get; private set; }

    /// <summary>Returns <see cref="Part"/>; set by the work itself.</summary>
    public Func<double?> PartOf { get; set; } = () => null;

    /// <summary>Does the work, and reports its failure.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="work">Does it, on this scheduler.</param>
    /// <param name="changed">Called while it takes long, and at its end.</param>
    /// <param name="clock">The clock.</param>
    public async Task RunAsync(string name, Func<Task> work, Action changed, TimeProvider clock)
    {
        (Name, IsLong, Part, PartOf) = (name, false, null, () => null);
        long began = clock.GetTimestamp();
        try
        {
            var working = work();
            while (!working.IsCompleted)
            {
                await Task.WhenAny(working, Task.Delay(BetweenLooks, clock));
                (IsLong, Part) = (clock.GetElapsedTime(began) >= Patience, PartOf());
                if (IsLong)
                    changed();
            }

            await working;
        }
        finally
        {
            (Name, IsLong) = (null, false);
            changed();
        }
    }
}
