using System.Runtime.CompilerServices;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>The source tree that these tests were compiled from.</summary>
internal static class Source
{
    /// <summary>The library's project directory.</summary>
    public static string Library => Path.GetFullPath(Path.Combine(Here(), "../../../src/SseDashboard.Streams.Redis"));

    /// <summary>A file in the directory of this one.</summary>
    public static string File(string name) => Path.Combine(Here(), name);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
