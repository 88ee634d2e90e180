using System.Net;

namespace SseDashboard.Labs;

/// <summary>Sends the hop's requests to this host, a bounded number at once.</summary>
internal sealed class HopClient : IDisposable
{
    private int _open;

    /// <summary>Sends a request, and returns once the response's headers have arrived.</summary>
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    /// <summary>Takes a place, freed when disposed; <see langword="null"/> if <paramref name="max"/> are taken.</summary>
    public IDisposable? TryEnter(int max)
    {
        if (Interlocked.Increment(ref _open) <= max)
            return new Place(this);
        Interlocked.Decrement(ref _open);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Invoker.Dispose();

    private sealed class Place(HopClient client) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref client._open);
    }
}
