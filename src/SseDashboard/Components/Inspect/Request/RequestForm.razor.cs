using Microsoft.AspNetCore.Components;
using MudBlazor;
using SseDashboard.Inspecting;

namespace SseDashboard.Components.Inspect;

/// <summary>The request to make: by hand, from a curl command, or a recent one.</summary>
public sealed partial class RequestForm
{
    private const int LongestItem = 60;

    private static readonly Dictionary<string, object?> OpensDialog = new() { ["aria-haspopup"] = "dialog" };

    /// <summary>The fields.</summary>
    [Parameter, EditorRequired]
    public required RequestFields Fields { get; set; }

    /// <summary>What is wrong with the address; <see langword="null"/> if nothing is.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>Whether a connection is open.</summary>
    [Parameter, EditorRequired]
    public required bool IsOpen { get; set; }

    /// <summary>Whether there is a connection to continue.</summary>
    [Parameter, EditorRequired]
    public required bool CanConnectAgain { get; set; }

    /// <summary>The id with which it would continue.</summary>
    [Parameter]
    public string? LastEventId { get; set; }

    /// <summary>The requests made before.</summary>
    [Parameter, EditorRequired]
    public required RecentRequests Recent { get; set; }

    /// <summary>Raised when the user connects.</summary>
    [Parameter]
    public EventCallback OnConnect { get; set; }

    /// <summary>Raised when the user stops the connection.</summary>
    [Parameter]
    public EventCallback OnStop { get; set; }

    /// <summary>Raised when the user continues with the last event ID.</summary>
    [Parameter]
    public EventCallback OnConnectAgain { get; set; }

    /// <summary>Raised when the address changes.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private string? NoMethod => Ways.NoMethod(Fields.Way);

    private string? NoHeaders => Ways.NoHeaders(Fields.Way);

    private string? NoBody => Ways.NoBody(Fields.Way, Fields.Method);

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private Task SetAddressAsync(string address)
    {
        Fields.Address = address;
        return OnChange.InvokeAsync();
    }

    private void AddHeader()
    {
        if (Fields.Headers.Count < RequestFields.MaxHeaders)
            Fields.Headers.Add(new());
    }

    private void Remove(HeaderField header)
    {
        if (!IsOpen)
            Fields.Headers.Remove(header);
    }

    private void RemoveBody() => Fields.Body = "";

    private async Task PasteAsync()
    {
        var dialog = await Dialogs.ShowAsync<PasteDialog>("Paste a curl command", new DialogOptions { CloseOnEscapeKey = true, FullWidth = true });
        if (await dialog.Result is { Data: RequestDraft request } && !IsOpen)
            await UseAsync(request);
    }

    private Task<IDialogReference> CopyAsync() => Dialogs.ShowAsync<CopyDialog>(
        "Copy as curl", new DialogParameters<CopyDialog> { { copy => copy.Request, Fields.ToDraft() } }, new DialogOptions { CloseOnEscapeKey = true, FullWidth = true });

    private Task Use(RequestDraft request) => IsOpen ? Task.CompletedTask : UseAsync(request);

    private Task UseAsync(RequestDraft request)
    {
        Fields.Set(request);
        return OnChange.InvokeAsync();
    }

    private static string Short(string address) => address.Length <= LongestItem ? address : $"{address[..LongestItem]}…";
}
