using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Learning.Course;

namespace SseDashboard.Components.Learn.Parts;

/// <summary>A part of a lesson: renders again when the lesson's state or the learner's progress changes.</summary>
public abstract class LessonPart : RefreshedComponent, IDisposable
{
    /// <summary>The lesson's state.</summary>
    [CascadingParameter]
    public required LessonState State { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        State.Changed += Refresh;
        State.Progress.Changed += Refresh;
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        State.Changed -= Refresh;
        State.Progress.Changed -= Refresh;
        GC.SuppressFinalize(this);
    }
}
