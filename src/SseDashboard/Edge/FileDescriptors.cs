using System.Runtime.InteropServices;

namespace SseDashboard.Edge;

/// <summary>The file descriptors of this process: every socket, file and loaded assembly takes at least one.</summary>
internal static class FileDescriptors
{
    /// <summary>
    /// The process's limit (POSIX getrlimit, RLIMIT_NOFILE); <see cref="int.MaxValue"/> if there is none. The runtime raises the
    /// soft limit to the hard limit at its start.
    /// </summary>
    public static int Limit()
    {
        if (OperatingSystem.IsWindows() || GetLimit(OperatingSystem.IsMacOS() ? 8 : 7, out var limit) != 0)
            return int.MaxValue;
        return (int)Math.Min(limit.Soft, int.MaxValue);
    }

    /// <summary>The number open now; 0 if the system does not say.</summary>
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
