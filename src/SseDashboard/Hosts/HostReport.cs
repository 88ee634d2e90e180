using System.Text.Json;

namespace SseDashboard.Hosts;

/// <summary>What a host tells the others about itself.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Address">Its first address.</param>
/// <param name="Uptime">The time since it started.</param>
/// <param name="Streams">The number of its open streams.</param>
/// <param name="Pages">The number of its connected dashboard pages.</param>
/// <param name="Channels">Its channels, those with the most listeners first; <see cref="HostsOptions.MaxChannels"/> at most.</param>
/// <param name="OtherChannels">The number of its channels that are left out.</param>
public sealed record HostReport(
    string Name, string Address, TimeSpan Uptime, int Streams, int Pages, IReadOnlyList<ChannelReport> Channels, int OtherChannels)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a report.</summary>
    /// <returns>The report; <see langword="null"/> if it is of another version of the dashboard, in another format.</returns>
    public static HostReport? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<HostReport>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The report as JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}

/// <summary>A channel on a host.</summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Listeners">The number of its listeners on the host.</param>
/// <param name="Head">The sequence number of the last event that the host holds; 0 before the first.</param>
/// <param name="Lag">
/// How many events of the log the host does not hold yet; <see langword="null"/> while it has not read the log's present epoch.
/// </param>
public sealed record ChannelReport(string Name, int Listeners, long Head, long? Lag)
{
    /// <summary>Compares what a host holds with the log.</summary>
    /// <param name="held">The last event that the host holds.</param>
    /// <param name="log">The log's last event.</param>
    /// <returns>See <see cref="Lag"/>.</returns>
    public static long? LagOf((string Epoch, long Sequence) held, (string Epoch, long Sequence) log) =>
        held.Epoch == log.Epoch ? Math.Max(0, log.Sequence - held.Sequence) : null;
}
