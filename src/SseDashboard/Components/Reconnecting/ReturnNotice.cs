using Microsoft.AspNetCore.Components;
using MudBlazor;
using SseDashboard.Interop;

namespace SseDashboard.Components.Reconnecting;

/// <summary>Says what was lost when the page had to reload, until the user closes the message.</summary>
public sealed class ReturnNotice : ComponentBase
{
    [Inject]
    private PageReturn Return { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || await Return.ReadAsync() is not { } lost)
            return;
        Snackbar.Add(Words(lost), Severity.Warning, options =>
        {
            options.RequireInteraction = true;
            options.CloseAfterNavigation = false;
            options.CloseButtonClickFunc = _ => Return.ForgetAsync();
        });
    }

    private static string Words(LostPage lost) => (lost.Restarted, lost.Times) switch
    {
        (true, 1) => $"The server was restarted after {lost.Since}. The page reloaded with its settings; its log from before is gone.",
        (true, _) => $"The server was restarted, and the page lost its connection {lost.Times} times since {lost.Since}. It reloaded with its settings; its logs from before are gone.",
        (_, 1) => $"The connection to the server was lost at {lost.Since}, too long ago to resume. The page reloaded with its settings; its log from before is gone.",
        _ => $"The connection to the server was lost {lost.Times} times since {lost.Since}. The page reloaded with its settings; its logs from before are gone.",
    };
}
