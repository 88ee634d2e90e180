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

    private Uri Url => new($"http://{_reserved.LocalEndPoint}");

    // Debian's package installs it where only root's PATH leads.
    private static string Program => Environment.GetEnvironmentVariable("NGINX_PATH") is { Length: > 0 } path ? path
        : File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";

    /// <summary>Starts an nginx.</summary>
    /// <param name="upstream">The server to which it passes requests.</param>
    /// <param name="settings">Directives of its location. Without any, it does what nginx does by default.</param>
    public static Task<Nginx> StartAsync(Uri upstream, params string[] settings) => StartAsync([upstream], settings);

    /// <summary>Starts an nginx in front of several servers.</summary>
    /// <param name="upstreams">The servers, which get requests in turn.</param>
    /// <param name="settings">Directives of its location.</param>
    public static async Task<Nginx> StartAsync(IReadOnlyList<Uri> upstreams, params string[] settings)
    {
        var nginx = new Nginx();
        try
        {
            string file = Path.Combine(nginx._folder.FullName, "nginx.conf");
            await File.WriteAllTextAsync(file, nginx.Configuration(upstreams, settings));
            nginx._process = ForeignProcess.Start(Program, nginx._folder.FullName, "-e", "stderr", "-p", nginx._folder.FullName, "-c", file);
            await nginx._process.UntilAsync(nginx.IsListening, "nginx is listening");
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

    // One process, so that killing it leaves no workers.
    private string Configuration(IReadOnlyList<Uri> upstreams, string[] settings) =>
        $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            upstream servers {
                {{string.Join("\n        ", upstreams.Select(upstream => $"server {upstream.Authority} fail_timeout=1s;"))}}
            }
            server {
                listen {{_reserved.LocalEndPoint}} reuseport;
                location / {
                    proxy_pass http://{{(upstreams.Count == 1 ? upstreams[0].Authority : "servers")}};
                    {{string.Join("\n            ", settings)}}
                }
            }
        }
        """;
}
