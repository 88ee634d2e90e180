using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

// What the formats report.
public sealed partial class AssembledText
{
    private const int LongestLabel = 80;
    private const int LongestSentence = 300;

    // A segment's place in its list.
    private const int SegmentBytes = 16;

    private long _firstCharacters;
    private long _bytes;

    internal void Saw(DateTimeOffset at)
    {
        Events++;
        FirstEventAt ??= at;
    }

    /// <summary>Names a part before its text arrives, or when its name does.</summary>
    internal void Begin(string key, PartKind kind, string label, string? group = null)
    {
        if (_byKey.TryGetValue(key, out var part))
            part.Label = Short(label, LongestLabel);
        else
            Add(key, kind, label, group);
    }

    /// <summary>Adds text to a part, which begins with it if it is new.</summary>
    internal void Append(FragmentEvent from, string key, PartKind kind, string label, string? text, string? group = null)
    {
        if (string.IsNullOrEmpty(text))
            return;
        Measure(from, Count(text));
        var part = _byKey.TryGetValue(key, out var known) ? known : Add(key, kind, label, group);
        if (part is null)
        {
            Leave(text, nameof(_bounds.MaxAssembledParts));
            return;
        }

        long bytes = (sizeof(char) * (long)text.Length) + SegmentBytes;
        // Once full, it stays full: a text with holes is worse than one that ends.
        if (CutWhy is not null || _bytes + bytes > _bounds.MaxAssembledBytes)
        {
            Leave(text, nameof(_bounds.MaxAssembledBytes));
            return;
        }

        _bytes += bytes;
        part.Append(from.Number, text);
    }

    internal void Finish(string of, string? reason)
    {
        if (!string.IsNullOrEmpty(reason) && (_finished.ContainsKey(of) || _finished.Count < _bounds.MaxAssembledParts))
            _finished[of] = Short(reason, LongestLabel);
    }

    internal void Report(TokenUsage usage)
    {
        var before = Usage ?? default;
        var now = new TokenUsage(
            usage.Input ?? before.Input, usage.Output ?? before.Output, usage.Reasoning ?? before.Reasoning, usage.GeneratedIn ?? before.GeneratedIn);
        if (now != default)
            Usage = now;
    }

    internal void End(long number, string mark) => EndMark = new(number, mark);

    internal void Fail(long number, string sentence)
    {
        ErrorCount++;
        if (_errors.Count < MostListed)
            _errors.Add(new(number, Short(sentence, LongestSentence)));
    }

    internal void Break(long number, string sentence)
    {
        BrokenCount++;
        if (_broken.Count < MostListed)
            _broken.Add(new(number, Short(sentence, LongestSentence)));
    }

    internal void Explain(string? sentence) => Explanation = sentence;

    private AssembledPart? Add(string key, PartKind kind, string label, string? group)
    {
        if (_parts.Count == _bounds.MaxAssembledParts)
            return null;
        var part = new AssembledPart(group, kind, Short(label, LongestLabel));
        _parts.Add(part);
        return _byKey[key] = part;
    }

    private void Measure(FragmentEvent from, int characters)
    {
        Fragments++;
        Characters += characters;
        FirstFragmentAt ??= from.At;
        if (from.At == FirstFragmentAt)
            _firstCharacters += characters;
        if (LastFragmentAt is { } last && from.At - last > (LongestPause?.Length ?? TimeSpan.Zero))
            LongestPause = (from.At - last, from.Number);
        LastFragmentAt = from.At;
    }

    private void Leave(string text, string bound)
    {
        Cut += Count(text);
        CutWhy ??= $"{ObservingOptions.Section}:{bound}";
    }

    private static int Count(string text) => text.Count(unit => !char.IsLowSurrogate(unit));

    private static string Short(string text, int most) => text.Length <= most ? text : $"{text[..most]}…";
}
