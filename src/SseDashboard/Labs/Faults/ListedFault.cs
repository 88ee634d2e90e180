namespace SseDashboard.Labs;

/// <summary>A fault, as the list at <c>/labs/fault</c> and the page have it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Wrong">What is wrong, as a sentence.</param>
/// <param name="Symptom">What a client sees of it.</param>
/// <param name="Url">The address of the stream.</param>
/// <param name="Curl">A command that shows it.</param>
public sealed record ListedFault(string Name, string Wrong, string Symptom, string Url, string Curl);
