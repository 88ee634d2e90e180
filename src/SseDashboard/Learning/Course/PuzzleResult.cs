namespace SseDashboard.Learning.Course;

/// <summary>The host's judgement of an attempt at a puzzle.</summary>
/// <param name="IsSolved">Whether the attempt achieves what the puzzle asks for.</param>
/// <param name="Message">Why, with the numbers that the host recorded, as sentences.</param>
/// <param name="Score">In a golf puzzle, what the attempt took; less is better.</param>
public sealed record PuzzleResult(bool IsSolved, string Message, int? Score = null);
