using System.Globalization;
using System.Text.RegularExpressions;

namespace SseDashboard.Hosts.Tests.Fleet;

/// <summary>A dashboard in a process of its own, which can be killed and started again on the same port.</summary>
internal sealed partial class HostProcess(string redis) : IAsyncDisposable
{
    private ForeignProcess? _process;
    private int _port;

    /// <summary>Its address.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    /// <summary>Starts the process. Returns when it is listening.</summary>
    public async Task StartAsync()
    {
        string folder = AppContext.BaseDirectory;
        _process = ForeignProcess.StartShared(
            "dotnet", folder, Path.Combine(folder, "SseDashboard.dll"), "--urls", Url.ToString(),
            "--Broadcast:Redis", redis, "--Broadcast:CheckInterval", "00:00:00.1", "--Broadcast:PublishTimeout", "00:00:01",
            "--Streams:MaxHistoryEvents", "1000000");
        var listening = await _process.StartsAsync(Address(), "the dashboard is listening");
        _port = int.Parse(listening.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the process as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Address();
}
