using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Operating;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Metrics_AnEndpointIsSet_ArriveFromEveryMeter()
    {
        await using var receiver = await OtlpReceiver.StartAsync(TestContext.Current.CancellationToken);
        await using var host = HostWith(receiver);
        using var client = host.Connect();
        string[] names = ["sse_dashboard.requests.refused", "sse_dashboard.pages.connected", "http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections"];
        using (await host.SendAsync(client, HttpMethod.Get, "/jobs/1-0000"))
            await Wait.UntilAsync(() => Missing() == "", "the metrics are exported", instead: () => $"Missing: {Missing()}.");

        // A request's metrics are recorded shortly after the client has read the response.
        string Missing()
        {
            host.Services.GetRequiredService<MeterProvider>().ForceFlush(5_000);
            string metrics = receiver.Received("metrics");
            return string.Join(", ", names.Where(name => !metrics.Contains(name, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Traces_OfARequest_ArriveWithoutItsTokenAndWithoutTheProbes()
    {
        const string Token = "0123456789abcdef";
        await using var receiver = await OtlpReceiver.StartAsync(TestContext.Current.CancellationToken);
        await using var host = HostWith(receiver, ("Security:AccessToken", Token));
        using var client = host.Connect();
        using (await host.SendAsync(client, HttpMethod.Get, "/health/ready"))
        using (await host.SendAsync(client, HttpMethod.Get, $"/jobs/1-0000?access_token={Token}"))
            await Wait.UntilAsync(() => Traces().Contains("/jobs/1-0000", StringComparison.Ordinal), "the trace of the request is exported");

        Assert.DoesNotContain(Token, receiver.Received("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("/health", receiver.Received("traces"), StringComparison.Ordinal);

        // A request's trace ends shortly after the client has read the response.
        string Traces()
        {
            host.Services.GetRequiredService<TracerProvider>().ForceFlush(5_000);
            return receiver.Received("traces");
        }
    }

    [Theory]
    [InlineData("", "", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:9/v1/metrics", true, false)]
    [InlineData("OTEL_TRACES_EXPORTER", "otlp", false, true)]
    public async Task Export_OneSignalAskedFor_StartsNoOther(string key, string value, bool metrics, bool traces)
    {
        await using var host = new TestHost((key, value));

        Assert.Equal(
            (metrics, traces),
            (host.Services.GetService<MeterProvider>() is not null, host.Services.GetService<TracerProvider>() is not null));
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_METRICS_EXPORTER", "none")]
    public async Task Export_TurnedOffThoughAnEndpointIsSet_IsNotStarted(string key, string value)
    {
        await using var host = new TestHost(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), (key, value));

        Assert.Null(host.Services.GetService<MeterProvider>());
    }

    private static TestHost HostWith(OtlpReceiver receiver, params (string, string)[] settings) =>
        new([("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), .. settings]);
}
