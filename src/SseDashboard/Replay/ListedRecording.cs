namespace SseDashboard.Replay;

/// <summary>A recording, as the list at <c>/replay</c> has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">The address that replays it.</param>
/// <param name="Status">The status code of the response.</param>
/// <param name="ContentType">The content type of the response.</param>
/// <param name="Events">How many events a client dispatches.</param>
/// <param name="Chunks">In how many chunks the body arrived.</param>
/// <param name="Bytes">The size of the body.</param>
/// <param name="Seconds">How long the response lasted, from its head.</param>
/// <param name="Source">The address that was recorded, without secrets.</param>
/// <param name="RecordedAt">When the head arrived.</param>
/// <param name="Note">What the recording lacks.</param>
/// <param name="OpenReplays">How many replays of it are open.</param>
internal sealed record ListedRecording(
    string Name,
    string Url,
    int Status,
    string? ContentType,
    int Events,
    int Chunks,
    long Bytes,
    double Seconds,
    string? Source,
    DateTimeOffset? RecordedAt,
    string? Note,
    int OpenReplays)
{
    /// <summary>Lists a recording.</summary>
    /// <param name="kept">The recording.</param>
    /// <param name="host">The host's base address, with a slash at its end.</param>
    public static ListedRecording Of(KeptRecording kept, string host)
    {
        var (recording, head) = (kept.Recording, kept.Recording.Head);
        return new(
            kept.Name, $"{host}{ReplayEndpoints.Root}/{kept.Name}", head.Status, head.ContentType, recording.Events, recording.Chunks.Count, recording.Bytes,
            recording.Length.TotalSeconds, head.Url, head.At, head.Note, kept.Open.Count);
    }
}
