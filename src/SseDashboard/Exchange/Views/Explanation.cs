namespace SseDashboard.Exchange.Views;

/// <summary>What a row of a view means.</summary>
/// <param name="Text">One sentence or a few.</param>
/// <param name="Terms">The terms of the glossary that the text uses.</param>
public sealed record Explanation(string Text, params string[] Terms);
