using System.Globalization;
using SseDashboard.Display;

namespace SseDashboard.Learning.Course;

/// <summary>An answer that a bet offers.</summary>
/// <param name="Value">The stored value.</param>
/// <param name="Text">What the learner sees.</param>
public sealed record Choice(string Value, string Text);

/// <summary>What a bet asks: to choose one of several answers or, without choices, to type a number.</summary>
/// <param name="Name">Its name within the lesson, for the stored progress.</param>
/// <param name="Text">The question.</param>
/// <param name="Choices">The answers to choose from; none for a number.</param>
public sealed record Question(string Name, string Text, params IReadOnlyList<Choice> Choices)
{
    /// <summary>The most characters of a number.</summary>
    public const int LongestNumber = 12;

    /// <summary>The run that answers it: what to set and what to press, as a sentence.</summary>
    public required string AnsweredBy { get; init; }

    /// <summary>What a number counts, in the singular.</summary>
    public string? Unit { get; init; }

    /// <summary>What is wrong with an answer as it was typed; <see langword="null"/> if nothing is.</summary>
    public string? Problem(string answer) => answer.Length == 0 || Accepts(answer) ? null : "A whole number, such as 8.";

    /// <summary>Whether an answer is one of the choices, or a number from 0.</summary>
    public bool Accepts(string answer) => Choices.Count > 0
        ? Choices.Any(choice => choice.Value == answer)
        : answer.Length is > 0 and <= LongestNumber && answer.All(char.IsAsciiDigit);

    /// <summary>An answer as the learner sees it.</summary>
    public string TextOf(string answer) => Choices.FirstOrDefault(choice => choice.Value == answer)?.Text
        ?? (Unit is not null && long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? Quantity.Of(number, Unit) : answer);
}
