namespace SseDashboard.Learning.Course;

/// <summary>Marks a page as a lesson of the course, which lists it by itself.</summary>
/// <param name="number">Its place in the course, from 1.</param>
/// <param name="name">Its name in the address, <c>/learn/{name}</c>, and in the stored progress.</param>
/// <param name="title">Its title.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LessonAttribute(int number, string name, string title) : Attribute
{
    /// <summary>Its place in the course, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>Its name in the address.</summary>
    public string Name { get; } = name;

    /// <summary>Its title.</summary>
    public string Title { get; } = title;

    /// <summary>What one learns, in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>How long it takes, in minutes.</summary>
    public required int Minutes { get; init; }

    /// <summary>The names of its puzzles.</summary>
    public required string[] Puzzles { get; init; }

    /// <summary>Its address, relative to the page's base.</summary>
    public string Address => $"learn/{Name}";
}
