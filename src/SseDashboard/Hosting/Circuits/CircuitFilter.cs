using Microsoft.AspNetCore.SignalR;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// Counts each page's connection while it is open, and refuses those over the limit before they can start a circuit. It
/// applies to every transport, and to clients that never requested a page.
/// </summary>
internal sealed class CircuitFilter(CircuitPlaces places) : IHubFilter
{
    private static readonly object Place = new();

    /// <inheritdoc/>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (places.TryTake())
        {
            context.Context.Items[Place] = Place;
            await next(context);
            return;
        }

        places.CountRefusal();
        // Makes the page show its error bar with a reload link; otherwise it would try to reconnect to a circuit that never existed.
        await context.Hub.Clients.Caller.SendAsync("JS.Error", "Too many pages are open.", context.Context.ConnectionAborted);
        context.Context.Abort();
    }

    /// <inheritdoc/>
    public async Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        try
        {
            await next(context, exception);
        }
        finally
        {
            if (context.Context.Items.Remove(Place))
                places.Release();
        }
    }
}
