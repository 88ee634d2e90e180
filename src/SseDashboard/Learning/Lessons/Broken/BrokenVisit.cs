using System.Security.Cryptography;
using SseDashboard.Inspecting;
using SseDashboard.Labs;
using SseDashboard.Observing;

namespace SseDashboard.Learning.Lessons;

/// <summary>A broken stream at the address that this visit's page has for it.</summary>
/// <param name="Number">Its number in the lesson, from 1.</param>
/// <param name="Case">What is wrong with it. It must not reach the page before the puzzle is solved.</param>
/// <param name="Path">Its path, relative to the host's base.</param>
/// <param name="Url">Its address.</param>
/// <param name="Header">The header to send; <see langword="null"/> for none.</param>
public sealed record VisitedStream(int Number, BrokenCase Case, string Path, Uri Url, ObservedHeader? Header)
{
    /// <summary>Its number and title.</summary>
    public string Label => $"{Number}. {Case.Title}";

    /// <summary>The request that shows the symptom.</summary>
    public RequestDraft Request => RequestDraft.Get(Url.AbsoluteUri) with { Headers = Header is { } header ? [header] : [] };

    /// <summary>The path of the inspector with that request, relative to the host's base.</summary>
    public string Inspect => RequestLink.Of(Request);

    /// <summary>The command that sends it.</summary>
    public string Curl => $"curl -iN {(Header is { } header ? $"-H '{header.Name}: {header.Value}' " : "")}{Url}";
}

/// <summary>The nine streams of one visit to the lesson: the eight, and one that the host draws.</summary>
internal sealed class BrokenVisit
{
    private readonly BrokenStreams _served;
    private readonly Uri _page;
    private readonly Func<int, int> _draw;
    private readonly List<VisitedStream> _streams = [];

    /// <summary>Has the host serve them.</summary>
    /// <param name="served">The host's addresses.</param>
    /// <param name="page">The page's base address.</param>
    /// <param name="draw">Draws a number from 0 to below its argument; <see langword="null"/> for a random one.</param>
    public BrokenVisit(BrokenStreams served, Uri page, Func<int, int>? draw = null)
    {
        (_served, _page, _draw) = (served, page, draw ?? RandomNumberGenerator.GetInt32);
        foreach (var broken in BrokenCases.Eight)
            _streams.Add(Serve(broken));
        _streams.Add(Serve(Draw(null)));
    }

    /// <summary>The nine, in order.</summary>
    public IReadOnlyList<VisitedStream> Streams => _streams;

    /// <summary>Draws another ninth stream than the present one.</summary>
    public void DrawAgain()
    {
        var present = _streams[^1];
        _streams.RemoveAt(_streams.Count - 1);
        _streams.Add(Serve(Draw(present.Case)));
    }

    // Two of them need the host's other loopback name.
    private BrokenCase Draw(BrokenCase? present)
    {
        var possible = BrokenCases.Others.Where(broken => broken != present && (broken.Header is null || HopRun.OtherOf(_page) is not null)).ToArray();
        return possible[_draw(possible.Length)];
    }

    private VisitedStream Serve(BrokenCase broken)
    {
        string path = _served.Add(broken.Served).Path;
        return new(_streams.Count + 1, broken, path, new(_page, path), broken.Header?.Invoke(_page));
    }
}
