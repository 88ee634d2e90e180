using System.Reflection;
using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Learning.Course;

namespace SseDashboard.Components.Learn.Parts;

/// <summary>A page with a <see cref="LessonAttribute"/>. It gives the state of its lesson to <see cref="LessonFrame"/>.</summary>
public abstract class LessonPage : RefreshedComponent, IAsyncDisposable
{
    private LessonState? _state;

    [Inject]
    private LearnerProgress Progress { get; set; } = default!;

    /// <summary>The page's base address, for the <c>curl</c> lines and for URLs.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    /// <summary>The lesson's state.</summary>
    protected LessonState State => _state ??= new(GetType().GetCustomAttribute<LessonAttribute>()
        ?? throw new InvalidOperationException($"{GetType().Name} has no [Lesson]."), Progress);

    /// <summary>The path of a resource of this host, under the page's base.</summary>
    protected string PathOf(string path) => new Uri(Navigation.BaseUri).AbsolutePath + path;

    /// <summary>Stops what the experiment left running; called when the page is left.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        GC.SuppressFinalize(this);
    }
}
