using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace SseDashboard;

/// <summary>Starts the host and says where it is, or in one sentence why it could not start.</summary>
internal static partial class Serving
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private static volatile bool _isStarting;

    // Streams end at once on a shutdown. What may linger is a page that came back in that very moment, and it reloads anyway.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Bounds a shutdown, and keeps the console free of the stack trace that the framework logs when a start fails:
    /// <see cref="ServeAsync"/> says what is wrong, or lets the exception through.
    /// </summary>
    public static void AddServing(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(Host, level => level >= LogLevel.Warning && !_isStarting);
    }

    /// <summary>Serves until the host is stopped.</summary>
    /// <returns>The exit code of the process: 0 after an ordinary end, 1 if the host could not start.</returns>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        try
        {
            _isStarting = true;
            await app.StartAsync();
        }
        catch (IOException error) when (error.InnerException is AddressInUseException or SocketException)
        {
            return await RefuseAsync(
                $"{error.Message.TrimEnd('.')}. Stop what listens there, or choose another port: ./run.sh --urls http://localhost:3001");
        }
        catch (OptionsValidationException error)
        {
            return await RefuseAsync($"The configuration is wrong. {error.Message}");
        }
        finally
        {
            _isStarting = false;
        }

        LogServing(app.Logger, string.Join(", ", app.Urls));
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }

    [LoggerMessage(1, LogLevel.Information, "The dashboard is at {Addresses} (Ctrl+C stops it)")]
    private static partial void LogServing(ILogger logger, string addresses);
}
