using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>
/// Ports for servers that are killed and started again. They are outside of the range that systems hand out by themselves, or
/// another connection could get the port in between; the bus of a Cluster node, 10,000 above, is too.
/// </summary>
internal static class FreePorts
{
    private const int First = 15_000, Count = 7_000, ToBus = 10_000;
    // Each is locked until this process ends.
    private static readonly ConcurrentBag<FileStream> _taken = [];
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port that nothing listens on, and that no other test gets, in this process or another.</summary>
    public static int Next()
    {
        for (int tries = 0; tries < Count; tries++)
        {
            int port = First + ((int)((uint)Interlocked.Increment(ref _next) % Count));
            if (IsFree(port) && IsFree(port + ToBus) && TryTake(port))
                return port;
        }

        throw new InvalidOperationException($"Every port from {First} to {First + Count - 1} is in use.");
    }

    private static bool TryTake(int port)
    {
        try
        {
            string name = Path.Combine(Path.GetTempPath(), $"sse-dashboard-test-port-{port}");
            _taken.Add(new(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
