using System.Text.Json;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>Joins the fragments of the newest connection's stream: reads each event once, as it comes.</summary>
public sealed class StreamAssembly
{
    /// <summary>The choice that recognises the format.</summary>
    public const string Automatic = "Automatic";

    /// <summary>The choice of a JSON path.</summary>
    public const string OwnPath = "JSON path";

    /// <summary>How many events are looked at to recognise a format.</summary>
    public const int MostLookedAt = 20;

    // Blocks between two looks at the clock.
    private const int Portion = 100;

    private static readonly Func<FragmentFormat>[] Known =
        [() => new OpenAiChat(), () => new OpenAiResponses(), () => new AnthropicMessages(), () => new GeminiContent(), () => new OllamaLines(), () => new McpMessages()];

    private readonly ObservingOptions _bounds;
    private readonly TimeProvider _clock;
    private Observation? _observation;
    private FragmentFormat? _format;
    private FragmentFormat[] _candidates = [];
    private long _next;
    private int _lookedAt;

    internal StreamAssembly(ObservingOptions bounds, TimeProvider clock)
    {
        (_bounds, _clock) = (bounds, clock);
        Text = new(bounds);
    }

    /// <summary>What can be chosen: <see cref="Automatic"/>, the known formats by name, <see cref="OwnPath"/>.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Automatic, .. Known.Select(create => create().Name), OwnPath];

    /// <summary>What is chosen.</summary>
    public string Choice { get; private set; } = Automatic;

    /// <summary>The JSON path, as it was entered.</summary>
    public string Path { get; private set; } = "$.choices[0].delta.content";

    /// <summary>What is wrong with the path; <see langword="null"/> if nothing is.</summary>
    public string? PathProblem { get; private set; }

    /// <summary>The format by which the stream is read; <see langword="null"/> if it is not recognised.</summary>
    public string? Format => _format?.Name;

    /// <summary>How the format was recognised, as a sentence.</summary>
    public string? Evidence { get; private set; }

    /// <summary>Whether no format was recognised in the first events.</summary>
    public bool IsUnknown => _format is null && PathProblem is null && _lookedAt >= MostLookedAt;

    /// <summary>The text and its figures.</summary>
    public AssembledText Text { get; private set; }

    /// <summary>How many blocks were dropped before they could be read.</summary>
    public long Missed { get; private set; }

    /// <summary>What the ended response lacks, as a sentence; <see langword="null"/> if nothing, or if it has not ended.</summary>
    public string? MissingEnd { get; private set; }

    /// <summary>Whether all events so far were read.</summary>
    public bool IsDone { get; private set; } = true;

    internal void Choose(string choice, string path)
    {
        (Choice, Path) = (choice, path);
        Restart(Known.Select(create => create()).FirstOrDefault(format => format.Name == choice));
    }

    internal void Start(Observation observation)
    {
        _observation = observation;
        Choose(Choice, Path);
    }

    /// <summary>Reads the events that have arrived, for at most that long.</summary>
    internal void Take(TimeSpan atMost, ObservationSnapshot seen)
    {
        long began = _clock.GetTimestamp();
        bool isIdle = _format is null && (Choice != Automatic || IsUnknown);
        IsDone = _observation is null || isIdle;
        while (!IsDone && _clock.GetElapsedTime(began) < atMost)
        {
            var (first, blocks) = _observation!.BlocksFrom(_next, Portion);
            Missed += first - _next;
            _next = first;
            IsDone = blocks.Count < Portion;
            foreach (var block in blocks)
            {
                _next++;
                if (block.Event is { Data.Length: > 0 } && Read(_next - 1, block, seen))
                {
                    IsDone = false;
                    break;
                }
            }
        }

        MissingEnd = IsDone && _format is not null && Text.ErrorCount == 0 && seen.End is { Kind: not ObservedEndKind.Stopped }
            ? _format.MissingEnd(Text, seen.Request)
            : null;
    }

    // Returns whether the stream is to be read again, from its first event.
    private bool Read(long number, EventBlock block, ObservationSnapshot seen)
    {
        string data = block.Event!.Value.Data;
        try
        {
            if (data.AsSpan().Trim() is "[DONE]")
            {
                Text.Saw(block.LastArrival);
                Text.End(number, "data: [DONE]");
                return false;
            }

            using var document = JsonDocument.Parse(data);
            var one = new FragmentEvent(number, block, document.RootElement, seen.Request, seen.Head);
            if (_format is null)
                return Recognise(one);
            Text.Saw(block.LastArrival);
            _format.Read(one, Text);
        }
        catch (JsonException exception)
        {
            Break(number, block, exception.Message);
        }
        catch (InvalidOperationException)
        {
            // The reader refuses to compare a name in which half a character is escaped.
            Break(number, block, "A name in it has an escape for half a character.");
        }

        return false;
    }

    private void Break(long number, EventBlock block, string why)
    {
        _lookedAt++;
        if (_format is null)
            return;
        Text.Saw(block.LastArrival);
        Text.Break(number, $"Not valid JSON: {why}");
    }

    private bool Recognise(FragmentEvent one)
    {
        _lookedAt++;
        foreach (var candidate in _candidates)
        {
            if (candidate.Recognise(one) is not { } evidence)
                continue;
            Restart(candidate);
            Evidence = evidence;
            return true;
        }

        return false;
    }

    private void Restart(FragmentFormat? format)
    {
        (var path, PathProblem) = Choice == OwnPath ? JsonPath.Parse(Path) : (null, null);
        _format = path is null ? format : new PathFragments(path);
        _candidates = Choice == Automatic ? [.. Known.Select(create => create())] : [];
        Text = new(_bounds);
        (_next, _lookedAt, Missed, MissingEnd, IsDone) = (0, 0, 0, null, false);
        Evidence = _format is null ? null : "You chose it.";
    }
}
