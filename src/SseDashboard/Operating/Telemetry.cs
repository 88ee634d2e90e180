using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace SseDashboard.Operating;

/// <summary>
/// Exports metrics and traces over OTLP if the environment asks for it, with the variables of the OpenTelemetry specification
/// (SDK environment variables, OTLP exporter configuration). If it does not, no exporter is loaded.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the export that the configuration asks for; environment variables are part of it.</summary>
    /// <exception cref="OptionsValidationException">An exporter is asked for that this host does not have.</exception>
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

    // The SDK ignores an address that it cannot read, and then sends everything to its default one.
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
            // Probes ask every few seconds, and their traces say nothing.
            .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
            .AddOtlpExporter());
}
