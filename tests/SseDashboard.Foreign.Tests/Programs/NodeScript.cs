using System.Text.Json;

namespace SseDashboard.Foreign.Tests.Programs;

/// <summary>A client under Node.js that prints what it receives, a JSON document on each line.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private readonly ForeignProcess _process;

    private NodeScript(ForeignProcess process) => _process = process;

    /// <summary>What it has received so far.</summary>
    public IReadOnlyList<Received> Received => [.. _process.Lines.Select(line => JsonSerializer.Deserialize<Received>(line, JsonSerializerOptions.Web)!)];

    /// <summary>Starts a client.</summary>
    /// <param name="script">Its script, in <see cref="NodePackages.Folder"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static NodeScript Start(string script, params string[] arguments) =>
        new(ForeignProcess.Start("node", NodePackages.Folder, [script, .. arguments]));

    /// <summary>Waits until it has received something.</summary>
    public Task HasAsync(Func<IReadOnlyList<Received>, bool> condition, string what) => _process.UntilAsync(() => condition(Received), what);

    /// <summary>Waits until it has exited without an error.</summary>
    public async Task<IReadOnlyList<Received>> EndsAsync()
    {
        await _process.EndsAsync(Wait.Limit);
        return Received;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

/// <summary>An event as a client dispatched it.</summary>
internal sealed record Received(string Type, string? Id, string? Data);
