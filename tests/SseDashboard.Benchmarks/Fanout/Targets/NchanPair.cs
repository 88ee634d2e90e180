namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Two nginx with nchan (Debian's <c>libnginx-mod-nchan</c>) that share a Redis.</summary>
internal sealed class NchanPair : ITarget
{
    // The publisher's maximum lead over the average client, well within the history.
    private const int MostLag = 4_096;
    private const int History = 65_536;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nchan-bench-");
    private readonly ServerProgram _redis;
    private readonly List<ServerProgram> _servers = [];

    private NchanPair(ServerProgram redis) => _redis = redis;

    public IReadOnlyList<int> Ports => [.. _servers.Select(server => server.Port)];

    private static string Module => Environment.GetEnvironmentVariable("NCHAN_MODULE") is { Length: > 0 } path ? path : "/usr/lib/nginx/modules/ngx_nchan_module.so";

    private static string Nginx => Environment.GetEnvironmentVariable("NGINX_PATH") is { Length: > 0 } path ? path : "/usr/sbin/nginx";

    public static async Task<NchanPair> StartAsync()
    {
        if (!File.Exists(Module))
            throw new InvalidOperationException($"{Module} does not exist. Install libnginx-mod-nchan, or set NCHAN_MODULE to the module's path.");
        var pair = new NchanPair(await ServerProgram.RedisAsync());
        try
        {
            for (int i = 0; i < 2; i++)
                pair._servers.Add(await pair.StartServerAsync(i));
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public Task<TimeSpan> CpuAsync() => Task.FromResult(_servers.Append(_redis).Aggregate(TimeSpan.Zero, (sum, server) => sum + server.Cpu.All));

    public Task<TimeSpan> KernelAsync() => Task.FromResult(_servers.Append(_redis).Aggregate(TimeSpan.Zero, (sum, server) => sum + server.Cpu.Kernel));

    public Task<long> MemoryAsync() => throw new NotSupportedException("nginx has no managed heap.");

    public Task<long> PublishAsync(Scenario scenario, int seconds, Func<long> delivered) => Task.Factory.StartNew(
        () =>
        {
            using var posts = new Posts(Ports[0], scenario.Load == Load.Paced ? 1 : Posts.Many);
            var time = TimeSpan.FromSeconds(seconds);
            return scenario.Load == Load.Paced
                ? Pace.Publish(scenario.Rate, time, () => posts.Publish(Payload.Stamped()))
                : posts.Saturate(time, MostLag, delivered);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<ServerProgram> StartServerAsync(int number)
    {
        string folder = _folder.CreateSubdirectory($"{number}").FullName;
        // It refuses publications until it is connected to Redis.
        return await ServerProgram.StartAsync(
            Nginx,
            port =>
            {
                File.WriteAllText(Path.Combine(folder, "nginx.conf"), Configuration(port, _redis.Port));
                return ["-e", "stderr", "-p", folder, "-c", "nginx.conf"];
            },
            Posts.IsAccepted);
    }

    private static string Configuration(int port, int redis) =>
        $$"""
        load_module {{Module}};
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr error;
        events { worker_connections 8192; }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            keepalive_requests 1000000000;
            nchan_redis_url "redis://127.0.0.1:{{redis}}";
            nchan_use_redis on;
            nchan_message_buffer_length {{History}};
            nchan_message_timeout 1h;
            server {
                listen 127.0.0.1:{{port}};
                location = {{Posts.Path}} {
                    nchan_publisher;
                    nchan_channel_id bench;
                }
                location = /events {
                    nchan_subscriber eventsource;
                    nchan_subscriber_first_message newest;
                    nchan_channel_id bench;
                }
            }
        }
        """;
}
