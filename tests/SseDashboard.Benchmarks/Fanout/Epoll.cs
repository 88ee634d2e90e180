using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// Finds which of many sockets are readable (epoll(7), level-triggered). .NET's own socket engine reads a socket twice for each
/// event, the second time to find it empty; such clients were slower than the host they measured.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Most = 512;
    private const int Add = 1;
    private const int Readable = 1;

    // struct epoll_event: four bytes of events, then eight of data, packed on x64 only.
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EntrySize = DataAt + 8;

    // An epoll instance is a file descriptor, so a SafeFileHandle can own it.
    private readonly SafeFileHandle _handle = new(Checked(Create(0)), ownsHandle: true);
    private readonly byte[] _ready = new byte[Most * EntrySize];

    /// <summary>The number of a socket that the last <see cref="Poll"/> found ready.</summary>
    public int this[int index] => MemoryMarshal.Read<int>(_ready.AsSpan((index * EntrySize) + DataAt));

    /// <summary>Starts watching a socket under this number.</summary>
    public void Watch(Socket socket, int number)
    {
        Span<byte> entry = stackalloc byte[EntrySize];
        entry.Clear();
        MemoryMarshal.Write(entry, Readable);
        MemoryMarshal.Write(entry[DataAt..], number);
        Checked(Control(_handle, Add, socket.SafeHandle, in entry[0]));
    }

    /// <summary>Returns how many sockets are ready, up to <see cref="Most"/>. Does not wait.</summary>
    public int Poll() => Checked(Wait(_handle, ref _ready[0], Most, 0));

    public void Dispose() => _handle.Dispose();

    private static int Checked(int result) => result < 0 ? throw new Win32Exception() : result;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle epoll, int operation, SafeSocketHandle socket, in byte entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(SafeFileHandle epoll, ref byte entries, int most, int milliseconds);
}
