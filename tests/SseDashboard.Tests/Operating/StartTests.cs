using System.Diagnostics;

namespace SseDashboard.Tests.Operating;

/// <summary>Starts the program in its own process with a mistake in its settings. It must not get as far as listening.</summary>
public sealed class StartTests
{
    private const string Local = "--urls=http://127.0.0.1:0";

    // Ends a start that hangs; a normal one takes a second or two.
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("--urls=localhost:3001", "Write http://localhost:3001")]
    [InlineData("--urls=3001", "Write http://localhost:3001")]
    [InlineData("--urls=http://localhost:99999", "from 0 to 65535")]
    [InlineData("--urls=http://localhost:300l", "from 0 to 65535")]
    [InlineData("--urls=ftp://localhost:3001", "the scheme must be http or https")]
    [InlineData("--urls=http://localhost:3001/base", "Write http://localhost:3001")]
    [InlineData("--urls=http://localhost:0", "127.0.0.1:0")]
    [InlineData("--urls=http://192.0.2.1:4321", "not an address of this machine", "Security:AccessToken=0123456789abcdef")]
    [InlineData("--urls=https://127.0.0.1:0", "/missing.pem", "Kestrel:Certificates:Default:Path=/missing.pem")]
    [InlineData(Local, "'Url'", "Kestrel:Endpoints:Main:Protocols=Http1")]
    [InlineData(Local, "Streams:MaxConnections", "Streams:MaxConnections=many")]
    [InlineData(Local, "Circuits:Max", "Circuits:Max=0")]
    [InlineData(Local, "Jobs:MaxRunning", "Circuits:Max=0", "Jobs:MaxRunning=0")]
    [InlineData(Local, "Check the section Logging", "Logging:LogLevel:Default=Loud")]
    [InlineData(Local, "OTEL_METRICS_EXPORTER", "OTEL_METRICS_EXPORTER=prometheus")]
    [InlineData(Local, "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318")]
    [InlineData("--contentRoot=/missing", "/missing")]
    public async Task Start_WithAMistake_EndsWithASentenceAndCode1(string argument, string expected, params string[] settings) =>
        AssertExplained(await RunAsync([argument, .. settings.Select(setting => $"--{setting}")]), expected);

    [Fact]
    public async Task Start_SettingsFileBroken_NamesTheFileAndThePlace()
    {
        var folder = Directory.CreateTempSubdirectory("sse-dashboard-");
        try
        {
            string file = Path.Combine(folder.FullName, "appsettings.json");
            await File.WriteAllTextAsync(file, "{\n  \"Streams\": oops\n}", TestContext.Current.CancellationToken);

            var ended = await RunAsync(["--contentRoot", folder.FullName]);

            AssertExplained(ended, file);
            Assert.Contains("LineNumber: 1", ended.Errors, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertExplained((int Code, string Errors) ended, string expected)
    {
        Assert.Equal(1, ended.Code);
        Assert.Contains(expected, ended.Errors, StringComparison.Ordinal);
        Assert.Single(ended.Errors.Trim().Split('\n'));
    }

    private static async Task<(int Code, string Errors)> RunAsync(string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(HangGuard);
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["SseDashboard.dll", .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            string errors = await process.StandardError.ReadToEndAsync(limit.Token);
            Assert.Equal("", await output);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, errors);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not exit within {HangGuard.TotalSeconds} s: SseDashboard.dll {string.Join(' ', arguments)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
