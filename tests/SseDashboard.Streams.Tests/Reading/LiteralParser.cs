using System.Text;

namespace SseDashboard.Streams.Tests;

/// <summary>
/// The standard's algorithm (section 9.2.6) word for word over the whole stream as text: slow, and simple enough to be checked by
/// reading. The readers must agree with it.
/// </summary>
internal sealed class LiteralParser
{
    public List<ReceivedEvent> Events { get; } = [];

    public List<string> Comments { get; } = [];

    public TimeSpan? ReconnectionTime { get; private set; }

    public string LastEventId { get; private set; }

    public bool EndedInsideBlock { get; private set; }

    public LiteralParser(byte[] stream, string lastEventId)
    {
        LastEventId = lastEventId;
        string text = Encoding.UTF8.GetString(stream);
        if (text.StartsWith('\uFEFF'))
            text = text[1..];

        string data = "";
        string type = "";
        string id = lastEventId;
        bool inside = false;
        string[] lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        foreach (string line in lines[..^1])
        {
            if (line == "")
            {
                LastEventId = id;
                if (data != "")
                    Events.Add(new(type == "" ? "message" : type, data[..^1], id));
                data = type = "";
                inside = false;
                continue;
            }

            if (line[0] == ':')
            {
                Comments.Add(line[1..]);
                continue;
            }

            inside = true;
            int colon = line.IndexOf(':');
            string name = colon < 0 ? line : line[..colon];
            string value = colon < 0 ? "" : line[(colon + 1)..];
            if (value.StartsWith(' '))
                value = value[1..];
            if (name == "event")
                type = value;
            else if (name == "data")
                data += value + "\n";
            else if (name == "id" && !value.Contains('\0'))
                id = value;
            else if (name == "retry" && value != "" && value.All(char.IsAsciiDigit))
                ReconnectionTime = TimeSpan.FromMilliseconds(long.Parse(value));
        }

        EndedInsideBlock = inside || lines[^1] != "";
    }
}
