using System.Reflection;

namespace SseDashboard.Learning.Course;

/// <summary>The lessons in their order.</summary>
public sealed class Syllabus
{
    /// <summary>Finds the lessons of an assembly: its types with a <see cref="LessonAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">Two lessons have the same number or name.</exception>
    public Syllabus(Assembly assembly)
    {
        Lessons = [.. assembly.GetTypes().Select(type => type.GetCustomAttribute<LessonAttribute>()).OfType<LessonAttribute>()
            .OrderBy(lesson => lesson.Number)];
        if (Lessons.DistinctBy(lesson => lesson.Number).Count() < Lessons.Count || Lessons.DistinctBy(lesson => lesson.Name).Count() < Lessons.Count)
            throw new InvalidOperationException("Two lessons have the same number or the same name. Each needs its own.");
    }

    /// <summary>All lessons, by number.</summary>
    public IReadOnlyList<LessonAttribute> Lessons { get; }

    /// <summary>The lesson before this one; <see langword="null"/> for the first.</summary>
    public LessonAttribute? Before(LessonAttribute lesson) => Lessons.LastOrDefault(other => other.Number < lesson.Number);

    /// <summary>The lesson after this one; <see langword="null"/> for the last.</summary>
    public LessonAttribute? After(LessonAttribute lesson) => Lessons.FirstOrDefault(other => other.Number > lesson.Number);
}
