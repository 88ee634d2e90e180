using System.Runtime.InteropServices;

namespace SseDashboard.Edge;

/// <summary>The file descriptors of this process: every socket, file and loaded assembly takes at least one.</summary>
internal static class FileDescriptors
{
    /// <summary>
    /// The most that the process may have open (RLIMIT_NOFILE of POSIX getrlimit); <see cref="int.MaxValue"/> where there is
    /// no limit. The runtime has raised the soft limit to the hard one by the time this is read.
    /// </summary>
    public static int Limit()
    {
        if (OperatingSystem.IsWindows() || GetLimit(OperatingSystem.IsMacOS() ? 8 : 7, out var limit) != 0)
            return int.MaxValue;
        return (int)Math.Min(limit.Soft, int.MaxValue);
    }

    /// <summary>How many are open now; 0 where the system does not tell.</summary>
    public static int Open()
    {
        string list = OperatingSystem.IsMacOS() ? "/dev/fd" : "/proc/self/fd";
        return Directory.Exists(list) ? Directory.EnumerateFileSystemEntries(list).Count() : 0;
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int GetLimit(int resource, out ResourceLimit limit);

    private struct ResourceLimit
    {
        public nuint Soft;
        public nuint Hard;
    }
}
