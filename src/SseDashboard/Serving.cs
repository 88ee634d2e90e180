using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace SseDashboard;

/// <summary>Starts the host and says where it is, or in one sentence why it could not start.</summary>
internal static class Serving
{
    /// <summary>Serves until the host is stopped.</summary>
    /// <returns>The exit code of the process: 0 after an ordinary end, 1 if the host could not start.</returns>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException error) when (error.InnerException is AddressInUseException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"{error.Message.TrimEnd('.')}. Stop what listens there, or choose another port: ./run.sh --urls http://localhost:3001");
            return 1;
        }

        Console.WriteLine($"SSE Dashboard: {string.Join(", ", app.Urls)} (Ctrl+C stops it)");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
