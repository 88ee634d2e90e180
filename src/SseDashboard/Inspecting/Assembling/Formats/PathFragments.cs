using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>The values at a path, joined: strings as text, other values as JSON.</summary>
internal sealed class PathFragments(JsonPath path) : FragmentFormat
{
    private long _found;
    private long _missing;
    private string? _firstMissing;

    public override string Name => StreamAssembly.OwnPath;

    public override string? Recognise(FragmentEvent one) => null;

    public override void Read(FragmentEvent one, AssembledText into)
    {
        var (value, missing) = path.Find(one.Json);
        if (value is { ValueKind: not JsonValueKind.Null } found)
        {
            _found++;
            into.Append(one, "path", PartKind.Text, "Text", found.ValueKind == JsonValueKind.String ? JsonReading.TextOf(found) : found.GetRawText());
        }
        else
        {
            _missing++;
            _firstMissing ??= $"In {one.Title.ToLowerInvariant()}, {missing ?? "the value is null"}.";
        }

        into.Explain(_found == 0 ? $"Nothing found at the path so far. {_firstMissing}"
            : _missing > 0 ? $"{_missing:N0} of {_found + _missing:N0} have nothing at the path. {_firstMissing}"
            : null);
    }

    // Nothing is known of such a stream's end.
    public override string? MissingEnd(AssembledText text, ObservedRequest request) => null;
}
