using System.Globalization;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>Whether a connection resumed where the one before it ended.</summary>
public enum Resumption
{
    /// <summary>The request had no <c>Last-Event-ID</c>.</summary>
    NotAsked,

    /// <summary>No event with an id has arrived yet.</summary>
    NotYetKnown,

    /// <summary>The first event directly follows the id sent.</summary>
    Exact,

    /// <summary>Events arrived again that the connection before had received.</summary>
    Duplicates,

    /// <summary>Events are missing.</summary>
    Gap,

    /// <summary>The ids are not consecutive numbers, so a gap cannot be detected.</summary>
    CannotTell,
}

/// <summary>Compares the ids of a connection with those of the one before it.</summary>
public sealed class ResumeComparison
{
    private readonly string _sent;
    private readonly IReadOnlySet<string> _before;
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    // An EventSource names the last event ID with every event, whether the event sets it or not.
    private string _last;

    /// <summary>Begins a comparison.</summary>
    /// <param name="sent">The id sent as <c>Last-Event-ID</c>; empty if none was.</param>
    /// <param name="before">The ids of the connection before.</param>
    internal ResumeComparison(string sent, IReadOnlySet<string> before)
    {
        (_sent, _before, _last) = (sent, before, sent);
        Result = sent.Length == 0 ? Resumption.NotAsked : Resumption.NotYetKnown;
    }

    /// <summary>The most ids that are remembered for the next connection: twice as many as the blocks kept by default.</summary>
    internal const int MaxIds = 40_000;

    /// <summary>The result so far.</summary>
    public Resumption Result { get; private set; }

    /// <summary>The first id that arrived; <see langword="null"/> if none has.</summary>
    public string? FirstId { get; private set; }

    /// <summary>How many events arrived again.</summary>
    public int Duplicates { get; private set; }

    /// <summary>How many events are missing, if the ids are consecutive numbers; <see langword="null"/> if that is not known.</summary>
    public long? Missing { get; private set; }

    /// <summary>The ids of this connection.</summary>
    internal IReadOnlySet<string> Ids => _own;

    internal void Take(EventBlock block)
    {
        if (Result == Resumption.NotYetKnown && block.Event is { Type: GapNotice.EventType } gap)
            (Result, Missing) = (Resumption.Gap, GapNotice.Read(gap.Data)?.Missed);
        if (BlockWords.OwnId(block) is not { Length: > 0 } id || (block.Bytes.IsEmpty && id == _last))
            return;
        FirstId ??= id;
        _last = id;
        if (_own.Count < MaxIds)
            _own.Add(id);
        if (_sent.Length == 0)
            return;
        bool isAgain = _before.Contains(id);
        if (isAgain)
            Duplicates++;
        if (Result == Resumption.NotYetKnown)
            (Result, Missing) = isAgain ? (Resumption.Duplicates, null) : Following(id);
        else if (isAgain && Result is Resumption.Exact or Resumption.CannotTell)
            Result = Resumption.Duplicates;
    }

    private (Resumption Result, long? Missing) Following(string id)
    {
        if (Number(_sent) is not { } sent || Number(id) is not { } first || first.Prefix != sent.Prefix)
            return (Resumption.CannotTell, null);
        long missing = first.Value - sent.Value - 1;
        return missing switch
        {
            0 => (Resumption.Exact, null),
            > 0 => (Resumption.Gap, missing),
            _ => (Resumption.Duplicates, null),
        };
    }

    // "42", "epoch-42" and "stream/1:42" count in their last digits.
    private static (string Prefix, long Value)? Number(string id)
    {
        int digits = id.Length - id.AsSpan().TrimEnd("0123456789").Length;
        return long.TryParse(id.AsSpan(id.Length - digits), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? (id[..^digits], value)
            : null;
    }
}
