using Microsoft.Extensions.Logging.Console;

namespace SseDashboard.Hosting;

/// <summary>Builds and starts the host, and prints its address, or one sentence that says why it could not start.</summary>
internal static partial class Serving
{
    // Both log the exception of a failed start before they rethrow it.
    private static readonly string[] Starting = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    private static volatile bool _isStarting;

    // Streams end at once on shutdown. Only a page that reconnects at that moment can linger, and it reloads anyway.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Builds the host and runs it until it is stopped.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="add">Adds the services.</param>
    /// <param name="use">Adds the middleware and the endpoints.</param>
    /// <returns>
    /// The process's exit code: 0 after a normal shutdown, 1 if the configuration keeps the host from starting.
    /// </returns>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> use)
    {
        WebApplication? app = null;
        try
        {
            _isStarting = true;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
            // Keep the stack trace of a failed start off the console: the sentence below says what is wrong.
            foreach (string category in Starting)
                builder.Logging.AddFilter<ConsoleLoggerProvider>(category, level => level >= LogLevel.Warning && !_isStarting);
            add(builder);
            app = builder.Build();
            use(app);
            ListenAddresses.Check(app.Configuration);
            await app.StartAsync();
        }
        catch (Exception error) when (StartFailure.Explain(error, app?.Configuration) is { } why)
        {
            await Console.Error.WriteLineAsync(why);
            return 1;
        }
        finally
        {
            _isStarting = false;
        }

        await using (app)
        {
            LogServing(app.Logger, string.Join(", ", app.Urls));
            await app.WaitForShutdownAsync();
            return 0;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The dashboard is at {Addresses} (Ctrl+C stops it)")]
    private static partial void LogServing(ILogger logger, string addresses);
}
