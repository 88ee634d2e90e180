using System.Buffers.Binary;
using System.Text;

namespace SseDashboard.Benchmarks.Circuits;

/// <summary>Reads the event handlers from a render batch, as Blazor's <c>OutOfProcessRenderBatch.ts</c> reads it.</summary>
internal static class RenderBatch
{
    private const int FrameLength = 20;
    private const int AttributeFrame = 3;
    private const int EditLength = 16;
    private const int PrependFrame = 1;
    private const int SetAttribute = 3;

    /// <summary>
    /// The event handlers that a batch sets: the component, the attribute's name, the handler's id, and the <c>aria-label</c>
    /// of an element that is new; <see langword="null"/> for one that is known.
    /// </summary>
    public static IEnumerable<(int Component, string Name, ulong Id, string? Label)> Handlers(byte[] batch)
    {
        // The batch ends with the positions of its five sections.
        int components = Int(batch, batch.Length - 20);
        int frames = Int(batch, batch.Length - 16) + 4;
        int strings = Int(batch, batch.Length - 4);
        for (int i = 0, count = Int(batch, components); i < count; i++)
        {
            int diff = Int(batch, components + 4 + (i * 4));
            int component = Int(batch, diff);
            for (int n = 0, edits = Int(batch, diff + 4); n < edits; n++)
            {
                int edit = diff + 8 + (n * EditLength);
                int frame = frames + (Int(batch, edit + 8) * FrameLength);
                if (Int(batch, edit) == SetAttribute && Handler(batch, frame) is not 0 and var set)
                    yield return (component, Name(batch, strings, frame), set, null);
                if (Int(batch, edit) != PrependFrame)
                    continue;
                foreach (var (name, id, label) in NewHandlers(batch, strings, frame))
                    yield return (component, name, id, label);
            }
        }
    }

    // Those of a new frame and its descendants. An element's attributes follow it.
    private static IEnumerable<(string Name, ulong Id, string Label)> NewHandlers(byte[] batch, int strings, int first)
    {
        int end = first + (Math.Max(1, Int(batch, first + 4)) * FrameLength);
        string label = "";
        List<(string Name, ulong Id)> handlers = [];
        for (int frame = first; frame < end; frame += FrameLength)
        {
            if (Int(batch, frame) == AttributeFrame)
            {
                if (Handler(batch, frame) is not 0 and var id)
                    handlers.Add((Name(batch, strings, frame), id));
                else if (Name(batch, strings, frame) == "aria-label")
                    label = Text(batch, strings, Int(batch, frame + 8)) ?? "";
                if (frame + FrameLength < end)
                    continue;
            }

            foreach (var handler in handlers)
                yield return (handler.Name, handler.Id, label);
            handlers.Clear();
            label = "";
        }
    }

    private static ulong Handler(byte[] batch, int frame) =>
        Int(batch, frame) == AttributeFrame ? BinaryPrimitives.ReadUInt64LittleEndian(batch.AsSpan(frame + 12)) : 0;

    private static string Name(byte[] batch, int strings, int frame) => Text(batch, strings, Int(batch, frame + 4)) ?? "";

    private static int Int(byte[] batch, int position) => BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(position));

    private static string? Text(byte[] batch, int table, int index)
    {
        if (index < 0)
            return null;
        int position = Int(batch, table + (index * 4));
        int length = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = batch[position++];
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
                return Encoding.UTF8.GetString(batch, position, length);
        }
    }
}
