using System.Text.Json;
using System.Text.Json.Nodes;

namespace SseDashboard.Labs;

/// <summary>Events with their type and number in the data, as OpenAI's responses have them.</summary>
internal sealed class NumberedEvents
{
    private readonly List<CannedEvent> _all = [];

    /// <summary>The events so far.</summary>
    public IReadOnlyList<CannedEvent> All => _all;

    /// <summary>Adds an event.</summary>
    public void Add(string type, object json) => _all.Add(Next(type, json));

    /// <summary>The event that would come next.</summary>
    public CannedEvent Next(string type, object json)
    {
        var data = new JsonObject { ["type"] = type, ["sequence_number"] = _all.Count };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(json)!.AsObject())
            data[name] = value?.DeepClone();
        return CannedAnswer.Of(data, type);
    }
}
