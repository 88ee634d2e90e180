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
        Snackbar.Add(LostPageWords.Of(lost), Severity.Warning, options =>
        {
            options.RequireInteraction = true;
            options.CloseAfterNavigation = false;
            options.CloseButtonClickFunc = _ => Return.ForgetAsync();
        });
    }
}
