using System.Net;
using System.Net.Sockets;

namespace SseDashboard.Foreign.Tests.Programs;

/// <summary>An nginx in front of a server, until it is disposed.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sse-dashboard-nginx-");
    private readonly Socket _reserved = Reserve();
    private ForeignProcess? _process;

    private Nginx()
    {
    }

    /// <summary>Directives that keep an nginx's files in its working directory.</summary>
    public static string Folders =>
        "access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;";

    private Uri Url => new($"http://{_reserved.LocalEndPoint}");

    // Debian's package installs it where only root's PATH leads.
    private static string Program => Environment.GetEnvironmentVariable("NGINX_PATH") is { Length: > 0 } path ? path
        : File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";

    /// <summary>Starts an nginx.</summary>
    /// <param name="upstream">The server to which it passes requests.</param>
    /// <param name="settings">Directives of its location. Without any, it does what nginx does by default.</param>
    public static Task<Nginx> StartAsync(Uri upstream, params string[] settings) =>
        StartAsync(address => Configuration(address, upstream, settings));

    /// <summary>Starts an nginx with a configuration of its own.</summary>
    /// <param name="configuration">
    /// The configuration, given the address to listen on. It must name <see cref="Folders"/>, as the default ones may need root.
    /// </param>
    public static async Task<Nginx> StartAsync(Func<string, string> configuration)
    {
        var nginx = new Nginx();
        try
        {
            string file = Path.Combine(nginx._folder.FullName, "nginx.conf");
            await File.WriteAllTextAsync(file, configuration($"{nginx._reserved.LocalEndPoint} reuseport"));
            // One process, so that killing it leaves no workers.
            nginx._process = ForeignProcess.Start(
                Program, nginx._folder.FullName, "-e", "stderr", "-p", nginx._folder.FullName, "-c", file, "-g", "daemon off; master_process off; pid nginx.pid;");
            await nginx._process.StartsAsync(nginx.IsListening, "nginx is listening");
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a path.</summary>
    public Uri At(string path) => new(Url, path);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _reserved.Dispose();
        _folder.Delete(recursive: true);
    }

    // A port that no other program is given. Connections do not arrive here, as this socket does not listen; nginx shares the port
    // with SO_REUSEPORT, which is what .NET sets for ReuseAddress on Unix.
    private static Socket Reserve()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private bool IsListening()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(_reserved.LocalEndPoint!);
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    private static string Configuration(string address, Uri upstream, string[] settings) =>
        $$"""
        events { worker_connections 64; }
        http {
            {{Folders}}
            server {
                listen {{address}};
                location / {
                    proxy_pass {{upstream.GetLeftPart(UriPartial.Authority)}};
                    {{string.Join("\n            ", settings)}}
                }
            }
        }
        """;
}
