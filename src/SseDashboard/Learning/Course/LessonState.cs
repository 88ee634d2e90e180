namespace SseDashboard.Learning.Course;

/// <summary>A lesson as its parts share it: its place in the course, the learner's progress, and whether its experiment has run.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="progress">The learner's progress.</param>
public sealed class LessonState(LessonAttribute lesson, LearnerProgress progress)
{
    private readonly List<Question> _questions = [];

    /// <summary>Raised when the experiment was started or reset, and when the glossary was opened or closed.</summary>
    public event Action? Changed;

    /// <summary>The lesson.</summary>
    public LessonAttribute Lesson { get; } = lesson;

    /// <summary>The learner's progress.</summary>
    public LearnerProgress Progress { get; } = progress;

    /// <summary>The questions of the lesson's bet.</summary>
    public IReadOnlyList<Question> Questions => _questions;

    /// <summary>Whether the experiment has run since the last reset. From then on the bets are closed.</summary>
    public bool HasRun { get; private set; }

    /// <summary>Whether the lesson has a bet, and every question of it has an answer.</summary>
    public bool HasBet => _questions.Count > 0 && _questions.All(question => BetOn(question) is not null);

    /// <summary>The number of questions still open.</summary>
    public int OpenBets => _questions.Count(question => BetOn(question) is null);

    /// <summary>Whether every puzzle is solved.</summary>
    public bool IsSolved => Progress.SolvedOf(Lesson) == Lesson.Puzzles.Length;

    /// <summary>The term that the glossary shows; <see langword="null"/> while it is closed.</summary>
    public GlossaryEntry? Term { get; private set; }

    /// <summary>Adds a question of the lesson's bet.</summary>
    public void Ask(Question question)
    {
        if (!_questions.Contains(question))
            _questions.Add(question);
    }

    /// <summary>The learner's answer; <see langword="null"/> if there is none.</summary>
    public string? BetOn(Question question) => Progress.BetOn(Lesson, question);

    /// <summary>The learner's bet on what a fact settles, and the right answer if the bet missed it, both in words.</summary>
    /// <param name="bet">The question.</param>
    /// <param name="truth">The right answer, as it is stored; <see langword="null"/> if the run has not shown it yet.</param>
    public (string Bet, string? Answer) Settle(Question bet, string? truth) => (BetOn(bet), truth) switch
    {
        (null, _) => ("not placed", null),
        ({ } answer, null) => (bet.TextOf(answer), null),
        ({ } answer, _) when answer == truth => ($"{bet.TextOf(answer)} – correct", null),
        ({ } answer, { } right) => ($"{bet.TextOf(answer)} – wrong", bet.TextOf(right)),
    };

    /// <summary>The placed bets that no fact is about, because they are about a run with other settings.</summary>
    public IEnumerable<Question> Unanswered(IReadOnlyList<Fact> facts) =>
        _questions.Where(question => BetOn(question) is not null && facts.All(fact => fact.Bet != question));

    /// <summary>Closes the bets: the experiment has been started.</summary>
    public void Start() => Set(true);

    /// <summary>Opens the bets again: the run has been cleared.</summary>
    public void Reset() => Set(false);

    /// <summary>Opens the glossary at a term, or closes it.</summary>
    public void ShowTerm(GlossaryEntry? term)
    {
        Term = term;
        Changed?.Invoke();
    }

    private void Set(bool hasRun)
    {
        HasRun = hasRun;
        Changed?.Invoke();
    }
}
