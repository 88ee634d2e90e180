using System.Text;

namespace SseDashboard.Tests.Hosting;

/// <summary>Reads an event stream as raw text, one frame at a time: the lines up to and including a blank line.</summary>
public sealed class EventReader(HttpResponseMessage response, Stream body) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[4096];
    private string _text = "";
    private int _frames;

    public HttpResponseMessage Response => response;

    /// <summary>The next frame, byte for byte, or <see langword="null"/> at the end of the response.</summary>
    public async Task<string?> NextAsync()
    {
        int end;
        while ((end = _text.IndexOf("\n\n", StringComparison.Ordinal)) < 0)
        {
            int read = await Wait.ForAsync(
                body.ReadAsync(_buffer, TestContext.Current.CancellationToken).AsTask(),
                $"the response continues or ends after {_frames} complete frames and '{_text}'");
            if (read == 0)
                return _text.Length == 0 ? null : throw new InvalidDataException($"The stream ended inside a frame: '{_text}'");
            // Latin-1 keeps one character per byte, so that a character split between two reads survives.
            _text += Encoding.Latin1.GetString(_buffer, 0, read);
        }

        _frames++;
        string frame = _text[..(end + 2)];
        _text = _text[(end + 2)..];
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(frame));
    }

    /// <summary>The next frames, concatenated.</summary>
    public async Task<string> NextAsync(int count)
    {
        var frames = new StringBuilder();
        for (int i = 0; i < count; i++)
            frames.Append(await NextAsync() ?? throw new InvalidDataException($"The stream ended after {i} of {count} frames."));
        return frames.ToString();
    }

    /// <summary>All frames up to the end of the response.</summary>
    public async Task<IReadOnlyList<string>> RestAsync()
    {
        var frames = new List<string>();
        while (await NextAsync() is { } frame)
            frames.Add(frame);
        return frames;
    }

    public async ValueTask DisposeAsync()
    {
        await body.DisposeAsync();
        response.Dispose();
    }
}
