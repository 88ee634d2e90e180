using System.Globalization;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Learning.Course;

/// <summary>
/// What the learner has bet and solved, kept in the browser's localStorage, so that it survives a restart of the host. One for
/// each circuit.
/// </summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
public sealed class LearnerProgress(IJSRuntime js) : IAsyncDisposable
{
    private readonly JsModule _store = new(js, "./js/learn/progress.js");
    private Dictionary<string, string> _entries = [];
    private Task? _loading;

    /// <summary>Raised after each change, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>Whether the browser keeps what is written; false while it blocks site data.</summary>
    public bool IsKept { get; private set; } = true;

    /// <summary>Whether there is nothing to clear.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Reads the stored progress, once. Does nothing if the circuit is lost.</summary>
    public Task LoadAsync() => _loading ??= JsReference.IfConnected(async () =>
    {
        await _store.UseAsync(async module => _entries = await module.InvokeAsync<Dictionary<string, string>>("read"));
        Changed?.Invoke();
    }).AsTask();

    /// <summary>The learner's answer to a question; <see langword="null"/> if there is none, or it is not one that the question accepts.</summary>
    public string? BetOn(LessonAttribute lesson, Question question) =>
        _entries.GetValueOrDefault(BetKey(lesson, question)) is { } answer && question.Accepts(answer) ? answer : null;

    /// <summary>Remembers an answer; <see langword="null"/> takes it back.</summary>
    public Task BetAsync(LessonAttribute lesson, Question question, string? answer) => WriteAsync(BetKey(lesson, question), answer);

    /// <summary>Whether a puzzle has been solved.</summary>
    public bool IsSolved(LessonAttribute lesson, string puzzle) => _entries.ContainsKey(PuzzleKey(lesson, puzzle));

    /// <summary>The lowest score of a golf puzzle; <see langword="null"/> before it is solved.</summary>
    public int? BestOf(LessonAttribute lesson, string puzzle) =>
        int.TryParse(_entries.GetValueOrDefault(PuzzleKey(lesson, puzzle)), NumberStyles.None, CultureInfo.InvariantCulture, out int best) ? best : null;

    /// <summary>How many of a lesson's puzzles are solved.</summary>
    public int SolvedOf(LessonAttribute lesson) => lesson.Puzzles.Count(puzzle => IsSolved(lesson, puzzle));

    /// <summary>Remembers a solved puzzle, and its score if it is the best so far.</summary>
    public async Task SolveAsync(LessonAttribute lesson, string puzzle, int? score)
    {
        await LoadAsync();
        int? best = BestOf(lesson, puzzle) is { } earlier && (score is null || earlier <= score) ? earlier : score;
        await WriteAsync(PuzzleKey(lesson, puzzle), best?.ToString(CultureInfo.InvariantCulture) ?? "");
    }

    /// <summary>Forgets everything, in the browser too.</summary>
    public async Task ClearAsync()
    {
        await LoadAsync();
        _entries.Clear();
        await SaveAsync(module => module.InvokeVoidAsync("clear").AsTask());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static string BetKey(LessonAttribute lesson, Question question) => $"bet/{lesson.Name}/{question.Name}";

    private static string PuzzleKey(LessonAttribute lesson, string puzzle) => $"solved/{lesson.Name}/{puzzle}";

    // Loads first: what is stored would otherwise replace the new entry.
    private async Task WriteAsync(string key, string? value)
    {
        await LoadAsync();
        if (value is null)
            _entries.Remove(key);
        else
            _entries[key] = value;
        await SaveAsync(async module => IsKept = await module.InvokeAsync<bool>("write", key, value));
    }

    private Task SaveAsync(Func<IJSObjectReference, Task> save) => JsReference.IfConnected(async () =>
    {
        Changed?.Invoke();
        await _store.UseAsync(save);
        Changed?.Invoke();
    }).AsTask();
}
