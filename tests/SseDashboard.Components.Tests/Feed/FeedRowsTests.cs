using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

/// <summary>The rows of a log that the page holds: which are here, and which the page is asked for.</summary>
public sealed class FeedRowsTests
{
    private readonly List<(long First, int Count)> _asked = [];
    private readonly List<Exception> _shown = [];
    private readonly Circuit _circuit = new();
    private readonly FeedRows _rows;
    private Func<long, int, Task<FeedPage?>> _answer = (first, count) => Task.FromResult<FeedPage?>(PageOf(first, count));

    public FeedRowsTests() => _rows = new(
        (first, count) =>
        {
            _asked.Add((first, count));
            return _answer(first, count);
        },
        error =>
        {
            _shown.Add(error);
            return Task.CompletedTask;
        });

    [Fact]
    public void Numbers_AfterSkippedAndLostItems_GoOnBehindThem()
    {
        Assert.Equal([0, 1, 6, 16], [_rows.Take(Items.Event("a")), _rows.Take(Items.Skipped(5)), _rows.Take(Items.Lost(10)), _rows.Take(Items.Event("b"))]);
        Assert.Equal((17, 5), (_rows.Count, _rows.Skipped));
        Assert.Equal(("a", null, "b"), (_rows.Find(0)?.Data, _rows.Find(3)?.Data, _rows.Find(16)?.Data));
    }

    [Fact]
    public void View_OfSkippedRows_AsksThePageForThoseThatAreRead()
    {
        _rows.Take(Items.Skipped(1_000));
        var read = new TaskCompletionSource();
        _rows.Read += read.SetResult;
        var view = _rows.View();

        Assert.All(_circuit.Do(() => Read(view, 500, 30)), Assert.Null);
        _circuit.RunUntil(read.Task);

        Assert.Equal([(500, 30)], _asked);
        Assert.Equal(Enumerable.Range(500, 30).Select(number => $"{number}"), Read(view, 500, 30));
        Assert.Single(_asked);
    }

    [Fact]
    public void View_ScrolledOnWhileAnAnswerIsAwaited_AsksOnlyForTheRowsReadLast()
    {
        _rows.Take(Items.Skipped(1_000));
        var (asked, answer, read) = (new TaskCompletionSource(), new TaskCompletionSource<FeedPage?>(), new TaskCompletionSource());
        _answer = (first, count) =>
        {
            asked.TrySetResult();
            return first == 0 ? answer.Task : Task.FromResult<FeedPage?>(PageOf(first, count));
        };
        _rows.Read += () =>
        {
            if (_rows.Find(305) is not null)
                read.SetResult();
        };
        var view = _rows.View();
        _circuit.Do(() => Read(view, 0, 10));
        _circuit.RunUntil(asked.Task);

        foreach (int first in new[] { 100, 200, 300 })
            _circuit.Do(() => Read(view, first, 10));
        _circuit.Do(() => answer.SetResult(PageOf(0, 10)));
        _circuit.RunUntil(read.Task);

        Assert.Equal([(0, 10), (300, 10)], _asked);
    }

    [Fact]
    public void View_OfRowsThatThePageDropped_DoesNotAskForThem()
    {
        _rows.Take(Items.Skipped(100));
        var view = _rows.View();
        _rows.DropBefore(60);

        Assert.All(Read(view, 0, 60), Assert.Null);
        Assert.Empty(_asked);
        Assert.Equal((40, 60), (_rows.Count, _rows.Dropped));
    }

    [Fact]
    public async Task Rows_ThatCannotBeRead_ShowWhy()
    {
        _rows.Take(Items.Skipped(100));
        _answer = (_, _) => throw new InvalidOperationException("no rows");

        Assert.Null(_rows.View()[0].Item);

        await Wait.UntilAsync(() => _shown.Count == 1, "the error is shown");
    }

    // A view of the page's rows, not a second store of them.
    [Theory]
    [InlineData(0, 200)]
    [InlineData(4_000, 20)]
    public void Newest_ManyOrLarge_AreKeptHereForAWindowOnly(int length, int window)
    {
        for (int i = 0; i < 1_000; i++)
            _rows.Take(Items.Event(new string('x', length)));

        Assert.NotNull(_rows.Find(1_000 - window));
        Assert.Null(_rows.Find(1_000 - 201));
        Assert.InRange(_rows.Size, 1, 200_000);
    }

    [Fact]
    public void Clear_Rows_ForgetsThemAndNumbersGoOn()
    {
        _rows.Take(Items.Event("a"));
        _rows.Clear();

        Assert.Equal((0, 0, 0), (_rows.Count, _rows.Dropped, _rows.Skipped));
        Assert.Equal(1, _rows.Take(Items.Event("b")));
        Assert.Null(_rows.Find(0));
    }

    private static string?[] Read(FeedView view, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(index => view[index].Item?.Data)];

    private static FeedPage PageOf(long first, int count) =>
        new(first, 0, [.. Enumerable.Range((int)first, count).Select(number => Items.Event($"{number}"))]);
}
