using System.Runtime.CompilerServices;
using Microsoft.JSInterop;

namespace SseDashboard.Interop;

internal static class JsReference
{
    /// <summary>
    /// Waits for a beginning that may still be on its way before what it began is let go of. Whether it failed is told to whoever
    /// began it, and not once more to a page that goes.
    /// </summary>
    public static ConfiguredTaskAwaitable Settled(this Task beginning) =>
        beginning.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>
    /// Runs what a component has to do in the browser when it comes or goes. If the circuit goes first, the browser lets go of
    /// everything itself, and there is nobody to tell.
    /// </summary>
    public static async ValueTask IfConnected(Func<ValueTask> action)
    {
        try
        {
            await action();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // Disconnected before the call, or while the call was on its way: the runtime cancels a call after a minute.
        }
    }
}
