using System.Globalization;
using Microsoft.AspNetCore.Components;
using SseDashboard.Broadcast;
using SseDashboard.Components.Live;

namespace SseDashboard.Components.Broadcasts;

/// <summary>Publishes to a channel: one event, or many in a row.</summary>
public sealed partial class PublishForm
{
    // Twice the history that a channel keeps by default, so that one burst is enough to see a gap.
    private const int MaxBurst = 10_000;
    private const int MaxType = 64;

    private string? _type;
    private string? _data = "hello";
    private int _burst = 1_000;
    private string _outcome = "";
    private bool _refused;

    /// <summary>The channel's name.</summary>
    [Parameter, EditorRequired]
    public required string Channel { get; set; }

    /// <summary>The path of the channel's endpoint.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>The types that the page's own stream listens for, besides <c>message</c>; <see langword="null"/> if it does not listen.</summary>
    [Parameter]
    public IReadOnlyList<string>? Heard { get; set; }

    /// <summary>How many events the server keeps for those who resume.</summary>
    [Parameter]
    public int History { get; set; } = int.MaxValue;

    /// <summary>Raised after something was published or refused.</summary>
    [Parameter]
    public EventCallback Published { get; set; }

    [Inject]
    private Publisher Publisher { get; set; } = default!;

    private bool CanPublish => !string.IsNullOrEmpty(_data) && Publisher.Check(Channel) is null;

    private bool IsHeard => Heard is null || string.IsNullOrEmpty(_type) || _type == "message" || Heard.Contains(_type);

    private async Task PublishAsync(int number)
    {
        if (!CanPublish)
            return;
        Publication[] publications = [.. Enumerable.Range(1, number).Select(i => new Publication
        {
            Type = string.IsNullOrEmpty(_type) ? null : _type,
            Data = number == 1 ? _data! : string.Create(CultureInfo.InvariantCulture, $"{_data} {i}/{number}"),
        })];

        var (published, refusal) = await Publisher.PublishAsync(Channel, publications, CancellationToken.None);
        _refused = refusal is not null;
        _outcome = published is null
            ? $"Refused. {refusal!.Detail}"
            : $"{(number == 1 ? "Published with the id" : $"Published {number:N0} events, the last with the id")} {published.Id}, "
              + $"to {Quantity.Of(published.Listeners, "listener")}.";
        await Published.InvokeAsync();
    }

    private void SetBurst(int number) => _burst = Math.Clamp(number, 2, MaxBurst);
}
