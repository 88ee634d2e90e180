using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace SseDashboard.Tests.Edge;

/// <summary>The host in its own process, with a low limit of file descriptors.</summary>
public sealed partial class DescriptorLimitTests
{
    private const int Limit = 1_000;
    private const long MostMemory = 150 << 20;

    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public DescriptorLimitTests() => _patience.CancelAfter(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Flood_OfSilentConnections_LeavesOpenStreamsWorking()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Counts descriptors in /proc.");
        using var host = Start(out var output);
        var url = await AddressAsync(output);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2 }) { BaseAddress = url };
        using var stream = new StreamReader(await client.GetStreamAsync("/broadcast/flood", _patience.Token));
        await PublishAsync(client, "before");

        var silent = new List<TcpClient>();
        for (int i = 0; i < Limit; i++)
        {
            silent.Add(new());
            // A connection over the limit may be closed before connect returns.
            await Record.ExceptionAsync(() => silent[^1].ConnectAsync(url.Host, url.Port, _patience.Token).AsTask());
        }

        await Wait.UntilAsync(() => silent.Exists(socket => socket.Client.Poll(0, SelectMode.SelectRead)), "the host closes a connection over its limit");
        await PublishAsync(client, "after");
        var seen = new List<string>();
        while (seen.LastOrDefault() != "data: after")
            seen.Add(await stream.ReadLineAsync(_patience.Token) ?? throw new InvalidDataException("The stream that was open before the flood has ended."));
        host.Refresh();
        Assert.Contains("data: before", seen);
        // A host that runs out of descriptors accepts in a tight loop, and its memory grows by tens of megabytes a second.
        Assert.InRange(Directory.GetFiles($"/proc/{host.Id}/fd").Length, 1, Limit - 1);
        Assert.InRange(host.WorkingSet64, 1, MostMemory);

        silent.ForEach(socket => socket.Dispose());
        using var newcomer = new HttpClient { BaseAddress = url };
        while (!await IsServedAsync(newcomer))
        {
        }
    }

    [Fact]
    public async Task Start_ConfiguredStreamsDoNotFit_IsRefusedNamingBothNumbers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Lowers the limit with a shell.");
        using var host = Start(out _, "Streams__MaxConnections=5000");
        string said = await host.StandardError.ReadToEndAsync(_patience.Token);
        await host.WaitForExitAsync(_patience.Token);

        Assert.Equal(1, host.ExitCode);
        Assert.Matches($@"\AThe configuration is wrong\. Streams:MaxConnections is 5000, which needs \d+ file descriptors .* may open {Limit} \(ulimit -n\)\.", said);
    }

    [Fact]
    public async Task Start_DefaultDoesNotFit_ServesFewerAndSaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Lowers the limit with a shell.");
        using var host = Start(out var output);

        string said = "";
        while (!said.Contains("The dashboard is at", StringComparison.Ordinal))
            said += await output.ReadLineAsync(_patience.Token) ?? throw new InvalidDataException($"The host did not start: {said}");
        host.Kill();
        Assert.Matches($@"may open {Limit} file descriptors \(ulimit -n\), but 10000 streams need \d+: the host serves \d+ streams at once", said);
    }

    private static Host Start(out StreamReader output, string setting = "Logging__Console__FormatterName=simple")
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-c", $"ulimit -Sn {Limit} && ulimit -Hn {Limit} && {setting} exec dotnet SseDashboard.dll --urls http://127.0.0.1:0" },
        };
        var host = new Host { StartInfo = start };
        host.Start();
        output = host.StandardOutput;
        return host;
    }

    private async Task<Uri> AddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(_patience.Token) is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                // Keep reading: the host would block on a full pipe.
                _ = output.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new(match.Value);
            }
        }

        throw new InvalidDataException("The host exited before it listened.");
    }

    private async Task PublishAsync(HttpClient client, string data)
    {
        using var body = new StringContent($$"""{"data": "{{data}}"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/broadcast/flood", body, _patience.Token);
        answer.EnsureSuccessStatusCode();
    }

    // The host closes new connections until it has noticed that the flood is over.
    private async Task<bool> IsServedAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/favicon.svg", _patience.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    /// <summary>Killed at the end of the test, whether it passes or fails.</summary>
    private sealed class Host : Process
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && !HasExited)
                Kill();
            base.Dispose(disposing);
        }
    }
}
