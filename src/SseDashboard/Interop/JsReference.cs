using System.Runtime.CompilerServices;
using Microsoft.JSInterop;

namespace SseDashboard.Interop;

internal static class JsReference
{
    /// <summary>Waits for a task to complete and ignores its failure, which its caller reports.</summary>
    public static ConfiguredTaskAwaitable Settled(this Task task) =>
        task.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>
    /// Runs calls into the browser and ignores the loss of the circuit: the browser then releases everything itself.
    /// </summary>
    public static async ValueTask IfConnected(Func<ValueTask> action)
    {
        try
        {
            await action();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // Disconnected before or during the call: the runtime cancels a call after a minute.
        }
    }
}
