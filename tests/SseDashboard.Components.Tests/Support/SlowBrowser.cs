using System.Diagnostics.CodeAnalysis;
using Microsoft.JSInterop;

namespace SseDashboard.Components.Tests;

/// <summary>A browser that answers the import of a module and its <c>start</c> when the test lets it, and all else at once.</summary>
/// <param name="others">Takes what components of other libraries ask for.</param>
internal sealed class SlowBrowser(IJSRuntime others) : IJSRuntime, IJSObjectReference
{
    /// <summary>What was called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What the next import waits for; nothing, unless the test says so.</summary>
    public Task Import { get; set; } = Task.CompletedTask;

    /// <summary>What the imports of some modules wait for, by their paths, whatever the others do.</summary>
    public Dictionary<string, Task> Imports { get; } = [];

    /// <summary>What the next start waits for; nothing, unless the test says so.</summary>
    public Task Start { get; set; } = Task.CompletedTask;

    /// <summary>What was handed to the newest start.</summary>
    public object?[] Arguments { get; private set; } = [];

    public async ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(JsonMembers)] TValue>(string identifier, object?[]? args)
    {
        if (identifier.StartsWith("mud", StringComparison.Ordinal))
            return await others.InvokeAsync<TValue>(identifier, args);
        Calls.Add(identifier);
        if (identifier == "start")
            Arguments = args ?? [];
        if (identifier == "import")
            await Imports.GetValueOrDefault((string)args![0]!, Import);
        else if (identifier == "start")
            await Start;
        return this is TValue reference ? reference : default!;
    }

    public ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(JsonMembers)] TValue>(
        string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private const DynamicallyAccessedMemberTypes JsonMembers = DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;
}
