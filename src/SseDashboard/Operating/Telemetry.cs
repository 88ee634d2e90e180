using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace SseDashboard.Operating;

/// <summary>
/// Exports metrics and traces over OTLP if the OpenTelemetry specification's environment variables ask for it (SDK environment
/// variables, OTLP exporter configuration). Otherwise no exporter is loaded.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the exporters that the configuration, which includes the environment, asks for.</summary>
    /// <exception cref="OptionsValidationException">The configuration asks for an exporter that this host lacks, or its address is invalid.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.Equals(builder.Configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
            return;
        if (IsAskedFor(builder.Configuration, "METRICS"))
            ExportMetrics(builder.Services);
        if (IsAskedFor(builder.Configuration, "TRACES"))
            ExportTraces(builder.Services);
    }

    private static bool IsAskedFor(ConfigurationManager configuration, string signal)
    {
        string key = $"OTEL_{signal}_EXPORTER";
        return configuration[key]?.Trim().ToUpperInvariant() switch
        {
            "OTLP" => true,
            "NONE" => false,
            null or "" => Has(configuration, Endpoint) || Has(configuration, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"),
            _ => throw Wrong(key, $"{key} is '{configuration[key]}', but this host exports with OTLP only. Set it to 'otlp' or 'none'."),
        };
    }

    // The SDK ignores an address that it cannot parse and exports to its default one instead.
    private static bool Has(ConfigurationManager configuration, string key)
    {
        string? address = configuration[key];
        if (string.IsNullOrWhiteSpace(address))
            return false;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? true
            : throw Wrong(key, $"{key} is '{address}', which is not an http or https address. Write, for example, http://localhost:4318");
    }

    private static OptionsValidationException Wrong(string key, string why) => new(key, typeof(Telemetry), [why]);

    private static void ExportMetrics(IServiceCollection services) =>
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(
                "SseDashboard", "SseDashboard.Streams", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime")
            .AddOtlpExporter());

    private static void ExportTraces(IServiceCollection services) =>
        services.AddOpenTelemetry().WithTracing(traces => traces
            // Probes come every few seconds, and their traces are noise.
            .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
            .AddOtlpExporter());
}
