using Microsoft.AspNetCore.SignalR;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// Takes a place for each connection of a page, for as long as it lasts, and turns away those beyond the bound before they
/// can start a circuit. This holds for every transport, and for a client that never asked for a page.
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
        // The page shows its error bar with the link that reloads it, instead of trying to reconnect to a circuit that it never had.
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
