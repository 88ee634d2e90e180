using System.Diagnostics.Metrics;

/// <summary>
/// Answers questions about the process that loads it, one per line of standard input. The dashboard loads it through
/// <c>DOTNET_STARTUP_HOOKS</c>, whose contract fixes the names and the missing namespace, and is otherwise unchanged.
/// </summary>
internal static class StartupHook
{
    /// <summary>Begins a line that is an answer rather than log.</summary>
    public const string Mark = "answer ";

    /// <summary>The managed heap in bytes, after a full collection.</summary>
    public const string Heap = "heap";

    /// <summary>The number of open event streams.</summary>
    public const string Streams = "streams";

    private static long _streams;

    /// <summary>Called by the runtime before <c>Main</c>.</summary>
    public static void Initialize()
    {
        var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "sse.server.active_streams")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<int>((_, open, _, _) => _streams = open);
        meters.Start();
        new Thread(() => Answer(meters)) { IsBackground = true }.Start();
    }

    private static void Answer(MeterListener meters)
    {
        while (Console.ReadLine() is { } question)
        {
            Console.WriteLine(Mark + question switch
            {
                Heap => MeasureHeap(),
                Streams => CountStreams(meters),
                _ => throw new InvalidOperationException($"Unknown question: {question}"),
            });
        }

        // The bench has ended, or died.
        Environment.Exit(0);
    }

    private static long CountStreams(MeterListener meters)
    {
        meters.RecordObservableInstruments();
        return _streams;
    }

    private static long MeasureHeap()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
