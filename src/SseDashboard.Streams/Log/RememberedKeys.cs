namespace SseDashboard.Streams;

/// <summary>
/// The idempotency keys of the last publications and the ids they were answered with: the last <paramref name="most"/> at least,
/// twice as many at most, in two generations of which the older is dropped as a whole.
/// </summary>
internal sealed class RememberedKeys(int most)
{
    private Dictionary<string, string> _young = [];
    private Dictionary<string, string> _old = [];

    /// <summary>The id that a publication with this key was given, if it is remembered.</summary>
    public string? Find(string? key) =>
        key is null ? null : _young.GetValueOrDefault(key) ?? _old.GetValueOrDefault(key);

    /// <summary>Remembers a publication.</summary>
    public void Remember(string key, string id)
    {
        if (_young.Count >= most)
            (_young, _old) = ([], _young);
        _young[key] = id;
    }
}
