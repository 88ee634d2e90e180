using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;

namespace SseDashboard.E2E.Hosting;

/// <summary>A trace of each browser context and the apps' logs, recorded for every test and kept only if it fails.</summary>
internal sealed class TestRecord
{
    private static readonly ConcurrentDictionary<string, TestRecord> Records = new();

    // The build records the repository's path; the working directory depends on where the tests were started.
    private static readonly string TracesFolder = typeof(TestRecord).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(item => item.Key == nameof(TracesFolder)).Value!;

    private readonly ConcurrentQueue<IBrowserContext> _contexts = new();
    private readonly ConcurrentDictionary<RunningApp, int> _apps = new();

    /// <summary>The record of the running test.</summary>
    public static TestRecord Current => Records.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => new());

    /// <summary>Traces a context, and closes it when the test ends.</summary>
    public async Task AddAsync(IBrowserContext context)
    {
        _contexts.Enqueue(context);
        // No screenshots: they need every frame of every page rendered, and the snapshots show the pages as well.
        await context.Tracing.StartAsync(new() { Snapshots = true });
    }

    /// <summary>Notes the current end of an app's log, so that only later entries are attributed to this test.</summary>
    public void Add(RunningApp app) => _apps.TryAdd(app, app.Logs.Problems.Count);

    /// <summary>
    /// Ends a test's record: closes its contexts and, if it failed, writes the log and the trace's location to its output.
    /// </summary>
    public static async Task EndAsync(string id, string name, bool failed, ITestOutputHelper output)
    {
        if (!Records.TryRemove(id, out var record))
            return;
        if (failed)
            await record.KeepAsync(name, output);
        foreach (var context in record._contexts)
            await Wait.ForAsync(context.CloseAsync(), "the browser closes a context");
    }

    private async Task KeepAsync(string name, ITestOutputHelper output)
    {
        foreach (var (app, before) in _apps)
        {
            foreach (string problem in app.Logs.Problems.Skip(before))
                output.WriteLine($"The app logged: {problem}");
        }

        int number = 0;
        foreach (var context in _contexts.Where(context => !context.IsClosed))
        {
            string path = Path.Combine(TracesFolder, $"{name}-{++number}.zip");
            await Wait.ForAsync(context.Tracing.StopAsync(new() { Path = path }), "the browser's trace is saved");
            output.WriteLine($"A trace shows what the browser did. Drop it on https://trace.playwright.dev, or run: npx playwright show-trace '{path}'");
        }
    }
}
