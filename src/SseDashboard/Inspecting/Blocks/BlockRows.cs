using System.Text.RegularExpressions;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>The rows of the inspector's list: the blocks that an observation keeps and the filter shows.</summary>
public sealed class BlockRows
{
    // Blocks between two looks at the clock.
    private const int Portion = 256;

    private readonly TimeProvider _clock;
    private readonly List<BlockRow> _rows = [];

    // Removed ones that are still in the list, so that removing them costs a constant time each on average.
    private int _dead;
    private Regex? _pattern;
    private Observation? _observation;
    private long _from;
    private long _next;
    private long _lastChunk = -1;
    private CompletingChunk _chunk = new();
    private bool _hasUnfinished;

    internal BlockRows(TimeProvider clock) => _clock = clock;

    /// <summary>Changes with the rows.</summary>
    public long Version { get; private set; }

    /// <summary>Changes when the list begins anew, or shows other blocks.</summary>
    public int Clears { get; private set; }

    /// <summary>The filter.</summary>
    public BlockFilter Filter { get; private set; } = BlockFilter.All;

    /// <summary>What is wrong with the filter's regular expression, so that no block is shown; <see langword="null"/> if nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count - _dead;

    /// <summary>Whether a row had an id of its own.</summary>
    public bool HaveIds { get; private set; }

    /// <summary>How many blocks the filter hides.</summary>
    public long Hidden => Math.Max(0, _next - _from) - Count;

    /// <summary>How many blocks are hidden because the regular expression took too long on them.</summary>
    public int TimedOut { get; private set; }

    /// <summary>Whether all blocks were examined.</summary>
    public bool IsDone { get; private set; } = true;

    /// <summary>The rows as they are now, oldest first.</summary>
    public IReadOnlyList<BlockRow> View() => _rows[_dead..];

    /// <summary>The row of a block, even if the filter hides it; <see langword="null"/> if the block is no longer kept.</summary>
    public BlockRow? Find(long number)
    {
        int index = _rows.BinarySearch(_dead, Count, null!, Comparer<BlockRow>.Create((row, _) => row.Number.CompareTo(number)));
        if (index >= 0)
            return _rows[index];
        var (first, blocks) = _observation?.BlocksFrom(number, 1) ?? (number, []);
        return first == number && blocks.Count > 0 ? new(number, blocks[0], new() { Blocks = 1 }, InChunk: 1) { IsLine = _observation!.IsJsonLines } : null;
    }

    /// <summary>Shows other blocks of the same observation.</summary>
    public void SetFilter(BlockFilter filter)
    {
        Filter = filter;
        (_pattern, Problem) = filter.Compile();
        Restart(_from);
    }

    /// <summary>Removes the rows so far.</summary>
    public void Clear()
    {
        bool hasUnfinished = _hasUnfinished;
        Restart(_next);
        _hasUnfinished = hasUnfinished;
    }

    internal void Start(Observation observation)
    {
        _observation = observation;
        Restart(0);
    }

    /// <summary>Takes the blocks that have arrived.</summary>
    /// <param name="atMost">The longest time to take; <see cref="IsDone"/> says whether more is left.</param>
    /// <param name="unfinished">The block that the end of the stream left unfinished, if there is one.</param>
    internal void Take(TimeSpan atMost, EventBlock? unfinished)
    {
        long began = _clock.GetTimestamp();
        IsDone = _observation is null;
        while (!IsDone && _clock.GetElapsedTime(began) < atMost)
        {
            var (first, blocks) = _observation!.BlocksFrom(_next, Portion);
            (_next, IsDone) = (first + blocks.Count, blocks.Count < Portion);
            for (int i = 0; i < blocks.Count; i++)
                Add(first + i, blocks[i]);
        }

        if (!IsDone || _hasUnfinished || unfinished is null || _observation is null)
            return;
        _hasUnfinished = true;
        Add(_next++, unfinished);
    }

    /// <summary>Removes the rows of blocks that the observation no longer keeps.</summary>
    internal void Drop(long dropped)
    {
        _from = Math.Max(_from, dropped);
        for (; Count > 0 && _rows[_dead].Number < _from; _dead++, Version++)
            _rows[_dead] = null!;
        if (_dead > _rows.Count / 2)
        {
            _rows.RemoveRange(0, _dead);
            _dead = 0;
        }
    }

    private void Add(long number, EventBlock block)
    {
        long chunk = block.Chunks.Count > 0 ? block.Chunks[^1].Offset : -1;
        if (chunk < 0 || chunk != _lastChunk)
            _chunk = new();
        _lastChunk = chunk;
        var row = new BlockRow(number, block, _chunk, ++_chunk.Blocks) { IsLine = _observation!.IsJsonLines };
        try
        {
            if (Problem is not null || !Filter.Matches(row, _pattern))
                return;
        }
        catch (RegexMatchTimeoutException)
        {
            TimedOut++;
            return;
        }

        HaveIds = HaveIds || BlockWords.OwnId(block) is { Length: > 0 };
        _rows.Add(row);
        Version++;
    }

    private void Restart(long from)
    {
        _rows.Clear();
        (_dead, _from, _next, _lastChunk, _hasUnfinished, HaveIds, TimedOut, IsDone) = (0, from, from, -1, false, false, 0, false);
        Clears++;
        Version++;
    }
}
