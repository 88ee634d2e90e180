using System.Buffers;
using System.Text;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>A line that shows something.</summary>
/// <param name="Offset">The offset of its first byte in the body.</param>
/// <param name="Text">The line, quoted.</param>
internal readonly record struct LineExample(long Offset, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"byte {Offset}: {Text}";
}

/// <summary>What the lines of a connection's complete blocks look like.</summary>
internal sealed class LineFacts
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."u8);

    private readonly HashSet<string> _extensions = [];

    /// <summary>How many lines with content end in CR alone. A blank line's CR may be half of a CRLF whose LF came later.</summary>
    public int EndInCr { get; private set; }

    /// <summary>How many lines with content end in LF or CRLF.</summary>
    public int EndInLf { get; private set; }

    /// <summary>The first line that ends in CR alone.</summary>
    public LineExample? FirstCr { get; private set; }

    /// <summary>Lines that the CR before them made a line, and that have no field name.</summary>
    public int CutByCr { get; private set; }

    /// <summary>Lines with text but without a field name.</summary>
    public int WithoutName { get; private set; }

    /// <summary>The first of them.</summary>
    public LineExample? FirstWithoutName { get; private set; }

    /// <summary>Names of unknown fields.</summary>
    public IReadOnlyCollection<string> Extensions => _extensions;

    /// <summary>Whether the body starts with a byte order mark.</summary>
    public bool StartsWithMark { get; private set; }

    /// <summary>Lines that start with a byte order mark, which clients do not remove there.</summary>
    public int MarkedLines { get; private set; }

    /// <summary>The first of them.</summary>
    public LineExample? FirstMarked { get; private set; }

    /// <summary>The events that set an id, in order. An empty one resets it and is left out.</summary>
    public IReadOnlyList<(string Id, EventBlock Block)> Ids { get; private set; } = [];

    /// <summary>Whether any block sets an id.</summary>
    public bool HasIdLine { get; private set; }

    /// <summary>Reads the lines.</summary>
    public static LineFacts Of(IReadOnlyList<EventBlock> blocks)
    {
        var facts = new LineFacts();
        var ids = new List<(string, EventBlock)>();
        foreach (var block in blocks)
        {
            facts.StartsWithMark |= block.HasByteOrderMark;
            if (facts.Read(block) && block.Event is not null && block.LastEventId.Length > 0)
                ids.Add((block.LastEventId, block));
        }

        facts.Ids = ids;
        return facts;
    }

    /// <summary>Whether the stream ends its lines in LF, and a CR comes from the data.</summary>
    public bool HasCrInData => EndInCr > 0 && EndInLf > EndInCr;

    private bool Read(EventBlock block)
    {
        bool setsId = false, afterCr = false;
        foreach (var line in block.Lines())
        {
            bool endsInCr = line.LineEnd.End.Value - line.LineEnd.Start.Value == 1 && block.Bytes.Span[line.LineEnd.Start] == '\r';
            if (line.Effect == LineEffect.EndsBlock)
                continue;
            if (endsInCr)
            {
                EndInCr++;
                FirstCr ??= Example(block, line.Text.Start.Value..line.LineEnd.End.Value);
            }
            else
                EndInLf++;
            setsId |= line.Effect == LineEffect.SetsId;
            if (line.Effect == LineEffect.IgnoredUnknownField)
                ReadUnknown(block, line, afterCr);
            afterCr = endsInCr;
        }

        HasIdLine |= setsId;
        return setsId;
    }

    private void ReadUnknown(EventBlock block, BlockLine line, bool afterCr)
    {
        var text = block.Bytes.Span[line.Text];
        var name = block.Bytes.Span[line.Name];
        if (text.StartsWith(ByteOrderMark))
        {
            MarkedLines++;
            FirstMarked ??= Example(block, line.Text);
        }
        else if (name.Length < text.Length && IsName(name))
            _extensions.Add(Encoding.ASCII.GetString(name));
        else
        {
            CutByCr += afterCr ? 1 : 0;
            WithoutName++;
            FirstWithoutName ??= Example(block, line.Text);
        }
    }

    // A field of a server's own, such as "trace: 7". Other spellings of the standard's fields are mistakes.
    private static bool IsName(ReadOnlySpan<byte> name) =>
        char.IsAsciiLetter((char)name[0])
        && !name.ContainsAnyExcept(NameBytes)
        && Encoding.ASCII.GetString(name).ToLowerInvariant() is not ("data" or "event" or "id" or "retry");

    private static LineExample Example(EventBlock block, Range line) =>
        new(block.Offset + line.Start.Value, Words.Quote(block.Bytes.Span[line]));
}
