namespace SseDashboard.Components.Tests;

/// <summary>
/// A circuit's scheduler on the thread of the test: one thing at a time, in the order in which it was asked for, and only while
/// the test lets it.
/// </summary>
internal sealed class Circuit : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_queue)
        {
            _queue.Enqueue((d, state));
            Monitor.Pulse(_queue);
        }
    }

    /// <summary>Does something on the circuit, and nothing that it asks for.</summary>
    public T Do<T>(Func<T> action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc cref="Do{T}"/>
    public void Do(Action action) => Do(() =>
    {
        action();
        return true;
    });

    /// <summary>Does what was asked for until these are over, however they end.</summary>
    public void RunUntil(params Task[] tasks)
    {
        var all = Task.WhenAll(tasks);
        // The last of them may end elsewhere: then this loop is waiting.
        _ = all.ContinueWith(_ => Post(_ => { }, null), TaskScheduler.Default);
        while (!all.IsCompleted)
        {
            var (callback, state) = Next();
            Do(() => callback(state));
        }
    }

    private (SendOrPostCallback Callback, object? State) Next()
    {
        lock (_queue)
        {
            while (_queue.Count == 0)
                Assert.True(Monitor.Wait(_queue, Testing.Wait.Limit), "The circuit has had nothing to do for seconds, and the tasks it runs are not over.");
            return _queue.Dequeue();
        }
    }
}
