namespace SseDashboard.Learning.Lessons;

/// <summary>Settings of common proxies that let event streams through, to copy.</summary>
internal static class ProxySettings
{
    /// <summary>A location of nginx.</summary>
    public const string Nginx = """
        location /events {
            proxy_pass http://127.0.0.1:3000;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            # Or leave it on, and have the server send X-Accel-Buffering: no.
            proxy_buffering off;
            # text/event-stream is compressed only if gzip_types lists it.
            gzip off;
            # Longer than the server's heartbeat interval; the default is 60 s.
            proxy_read_timeout 300s;
        }
        """;

    /// <summary>Streams of two hosts behind nginx.</summary>
    public const string NginxHosts = """
        # Any host can resume a stream, so streams need no stickiness. A page of Blazor Server does: it lives on one host.
        upstream hosts {
            server 10.0.0.1:3000;
            server 10.0.0.2:3000;
        }

        server {
            listen 80;

            location /broadcast/ {
                proxy_pass http://hosts;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $http_host;
                proxy_buffering off;
                # Longer than the heartbeat interval, which is 15 s.
                proxy_read_timeout 60s;
                add_header X-Served-By $upstream_addr;
            }
        }
        """;

    /// <summary>The idle timeout of an AWS Application Load Balancer, which neither buffers nor compresses.</summary>
    public const string LoadBalancer = """
        # Longer than the server's heartbeat interval; the default is 60 s.
        aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$ARN" \
            --attributes Key=idle_timeout.timeout_seconds,Value=300
        """;

    /// <summary>The timeouts of HAProxy, which does not buffer responses.</summary>
    public const string HaProxy = """
        defaults
            mode http
            timeout connect 5s
            # Longer than the server's heartbeat interval.
            timeout client 300s
            timeout server 300s
            # If you compress, list the types, without text/event-stream:
            # compression type text/html text/css application/json
        """;
}
