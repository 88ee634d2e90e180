using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Replay;

/// <summary>A recording that the host keeps under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Recording">The recording.</param>
internal sealed record KeptRecording(string Name, Recording Recording)
{
    /// <summary>The replays of it that are open.</summary>
    public OpenReplays Open { get; } = new();
}

/// <summary>The recordings that this host keeps, in memory, until it ends. Safe from any thread.</summary>
internal sealed partial class KeptRecordings(IOptions<ReplayOptions> options)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, KeptRecording> _kept = new(StringComparer.Ordinal);

    /// <summary>Raised after each change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>The bounds.</summary>
    public ReplayOptions Bounds => options.Value;

    /// <summary>All recordings, by name.</summary>
    public IReadOnlyList<KeptRecording> List()
    {
        lock (_lock)
            return [.. _kept.Values];
    }

    /// <summary>The recording of this name; <see langword="null"/> if there is none.</summary>
    public KeptRecording? Find(string name)
    {
        lock (_lock)
            return _kept.GetValueOrDefault(name);
    }

    /// <summary>Keeps a recording. It replaces the one of the same name, whose replays end.</summary>
    /// <returns>What is kept and whether it is a replacement, or the refusal: the name is not valid, or a bound is reached.</returns>
    public (KeptRecording? Kept, bool IsReplacement, Refusal? Refusal) Keep(string name, Recording recording)
    {
        if (CheckName(name) is { } wrong)
            return (null, false, wrong);
        var kept = new KeptRecording(name, recording);
        KeptRecording? before;
        lock (_lock)
        {
            before = _kept.GetValueOrDefault(name);
            if (Check(recording, before) is { } full)
                return (null, false, full);
            _kept[name] = kept;
        }

        before?.Open.EndAll();
        Changed?.Invoke();
        return (kept, before is not null, null);
    }

    /// <summary>Deletes a recording; its replays end.</summary>
    /// <returns>Whether there was one of this name.</returns>
    public bool Delete(string name)
    {
        KeptRecording? gone;
        lock (_lock)
            _kept.Remove(name, out gone);
        gone?.Open.EndAll();
        if (gone is not null)
            Changed?.Invoke();
        return gone is not null;
    }

    /// <summary>The refusal of an invalid name; <see langword="null"/> if it is valid.</summary>
    public static Refusal? CheckName(string name) => Name().IsMatch(name) && !name.All(letter => letter == '.')
        ? null
        : Refusal.OfField("name", "A recording's name has 1 to 64 letters (a to z), digits, dots, hyphens or underscores, and not only dots.");

    private Refusal? Check(Recording recording, KeptRecording? before)
    {
        long others = _kept.Values.Sum(kept => kept.Recording.Weight) - (before?.Recording.Weight ?? 0);
        return recording.Weight switch
        {
            var weight when weight > Bounds.MaxRecordingBytes => Refusal.Of(StatusCodes.Status413PayloadTooLarge, "recording-too-large",
                $"The recording takes {weight:N0} bytes, and one may take {Bounds.MaxRecordingBytes:N0} ({ReplayOptions.Section}:{nameof(Bounds.MaxRecordingBytes)}). Save it as a file, or record less."),
            _ when before is null && _kept.Count >= Bounds.MaxRecordings => Refusal.Of(StatusCodes.Status409Conflict, "recordings-full",
                $"{Bounds.MaxRecordings:N0} recordings are kept, the most at once ({ReplayOptions.Section}:{nameof(Bounds.MaxRecordings)}). Delete one, or use its name to replace it."),
            var weight when others + weight > Bounds.MaxBytes => Refusal.Of(StatusCodes.Status409Conflict, "recordings-full",
                $"All recordings together may take {Bounds.MaxBytes:N0} bytes ({ReplayOptions.Section}:{nameof(Bounds.MaxBytes)}), and {Math.Max(0, Bounds.MaxBytes - others):N0} are left for this one, which takes {weight:N0}. Delete another one."),
            _ => null,
        };
    }

    // Two dots alone would be a path to somewhere else (RFC 3986, section 5.2.4).
    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
