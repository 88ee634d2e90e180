using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SseDashboard.Streams;

namespace SseDashboard.Tests.Hosting;

/// <summary>The real host on real loopback sockets, with a clock that the test controls.</summary>
public sealed class TestHost : WebApplicationFactory<Program>
{
    private readonly CancellationTokenSource _hang =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly (string Key, string Value)[] _settings;
    private readonly List<Func<RequestDelegate, RequestDelegate>> _first = [];
    private Uri[]? _addresses;

    /// <summary>A host with these settings on top of its own.</summary>
    public TestHost(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        _hang.CancelAfter(2 * Wait.Limit);
        UseKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            // HTTP/2 cannot be negotiated without TLS, so it gets its own endpoint.
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
    }

    public ManualClock Clock { get; } = new();

    public LogCollector Logs { get; } = new();

    /// <summary>Cancels calls that have no timeout of their own and would hang. <see cref="Wait"/> fails earlier and says what did not happen.</summary>
    public CancellationToken HangGuard => _hang.Token;

    public int OpenStreams => Services.GetRequiredService<ConnectionRegistry>().Count;

    /// <summary>The HTTP/1.1 address.</summary>
    public Uri Http1 => Addresses[0];

    /// <summary>The address of HTTP/2 without TLS.</summary>
    public Uri Http2 => Addresses[1];

    private Uri[] Addresses
    {
        get
        {
            if (_addresses is null)
            {
                StartServer();
                _addresses = [.. Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
                    .Addresses.Select(address => new Uri(address))];
            }

            return _addresses;
        }
    }

    /// <summary>Adds a path that only this host answers. Call it before the first request.</summary>
    public TestHost With(string path, RequestDelegate answer) =>
        With(next => context => context.Request.Path == path ? answer(context) : next(context));

    /// <summary>Adds middleware before the host's own. Call it before the first request.</summary>
    public TestHost With(Func<RequestDelegate, RequestDelegate> step)
    {
        _first.Add(step);
        return this;
    }

    /// <summary>Tries to start a host that must not start, and returns its logged problems: none if it did start.</summary>
    public string StartRefused()
    {
        // The program prints a sentence and exits with a code; which exception the test server makes of that is irrelevant.
        Record.Exception(StartServer);
        return string.Join('\n', Logs.Problems);
    }

    /// <summary>A client without cookies, redirects or decompression, so that the test sees what the host sent.</summary>
    public HttpClient Connect(Version? version = null) =>
        new(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            // Close the connection of an endless stream at once, not after draining it for two seconds.
            ResponseDrainTimeout = TimeSpan.Zero,
            // One byte per character, so that a test can send any bytes.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        })
        {
            BaseAddress = version == HttpVersion.Version20 ? Http2 : Http1,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Wait.Limit,
        };

    /// <summary>A client that connects from another loopback address (Linux has all of 127.0.0.0/8).</summary>
    public HttpClient ConnectFrom(IPAddress address) =>
        new(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (target, left) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(IPAddress.Loopback, target.DnsEndPoint.Port, left);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = Http1,
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>A connection to an address of the host, without a request.</summary>
    public async Task<TcpClient> ConnectSocketAsync(Uri address)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, HangGuard);
        return socket;
    }

    /// <summary>Sends a request and returns once the response headers have arrived.</summary>
    public async Task<EventReader> OpenAsync(HttpClient client, HttpRequestMessage request)
    {
        (request.Version, request.VersionPolicy) = (client.DefaultRequestVersion, client.DefaultVersionPolicy);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, HangGuard);
        return new(response, await response.Content.ReadAsStreamAsync(HangGuard));
    }

    /// <summary>Sends a request and reads the whole response.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, HangGuard);
    }

    public Task<EventReader> OpenAsync(HttpClient client, string path) =>
        OpenAsync(client, new HttpRequestMessage(HttpMethod.Get, path));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The endpoints above are defined in code; an address in the settings would be overridden with a warning.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IStartupFilter>(new FirstSteps(_first));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _hang.Dispose();
    }

    private sealed class FirstSteps(List<Func<RequestDelegate, RequestDelegate>> steps) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            steps.ForEach(step => app.Use(step));
            next(app);
        };
    }
}
