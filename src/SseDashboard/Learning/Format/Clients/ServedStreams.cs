using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace SseDashboard.Learning.Format;

/// <summary>A stream that a page has the host serve to its browser.</summary>
/// <param name="token">The token in its address: only the page knows it.</param>
/// <param name="input">The stream.</param>
/// <param name="owner">The streams of all pages.</param>
internal sealed class ServedStream(string token, StreamInput input, ServedStreams owner) : IDisposable
{
    private int _requests;
    private long _bytesSent;

    /// <summary>The token in its address.</summary>
    public string Token { get; } = token;

    /// <summary>The stream.</summary>
    public StreamInput Input { get; } = input;

    /// <summary>How many requests asked for it.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How many bytes of it the host has written, to all requests together.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Counts a request; returns its number, from 1.</summary>
    public int Requested() => Interlocked.Increment(ref _requests);

    /// <summary>Counts written bytes.</summary>
    public void Sent(int bytes) => Interlocked.Add(ref _bytesSent, bytes);

    /// <summary>Removes it: its address no longer exists.</summary>
    public void Dispose() => owner.Remove(this);
}

/// <summary>The streams that the host serves for the playground, a bounded number.</summary>
internal sealed class ServedStreams(IOptions<LearningOptions> options)
{
    private const int TokenBytes = 16;

    private readonly ConcurrentDictionary<string, ServedStream> _streams = new();
    private int _count;

    /// <summary>Adds a stream with a new token; <see langword="null"/> if there are <see cref="LearningOptions.MaxStreams"/>.</summary>
    public ServedStream? Add(StreamInput input)
    {
        if (Interlocked.Increment(ref _count) > options.Value.MaxStreams)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return _streams[token] = new(token, input, this);
    }

    /// <summary>Finds a stream by its token.</summary>
    public ServedStream? Find(string token) => _streams.GetValueOrDefault(token);

    internal void Remove(ServedStream stream)
    {
        if (_streams.TryRemove(stream.Token, out _))
            Interlocked.Decrement(ref _count);
    }
}
