using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>A page relies on this: repeating an import that failed to load requests the module from the server again.</summary>
public sealed class ImportTests(Bench bench)
{
    [Fact]
    public async Task Import_RepeatedAfterFailure_LoadsModule()
    {
        var module = Failing("export const value = 'whole';");

        Assert.Equal([null, "whole"], await ImportAsync(module));
    }

    [Fact]
    public async Task Import_RepeatedAfterDependencyFailure_LoadsModule()
    {
        var dependency = Failing("export const value = 'whole';");
        var module = bench.Server.Add((context, _) => JavaScriptAsync(context, $"export {{ value }} from '{dependency.Path}';"));

        Assert.Equal([null, "whole"], await ImportAsync(module));
    }

    private Task<string?[]> ImportAsync(Script module) =>
        bench.RunAsync<string?[]>("import-harness.js", "importAgain", module.Path, 2);

    private Script Failing(string source) => bench.Server.Add((context, number) =>
        number == 0 ? context.StatusAsync(StatusCodes.Status503ServiceUnavailable) : JavaScriptAsync(context, source));

    private static Task JavaScriptAsync(HttpContext context, string source)
    {
        context.Response.ContentType = "text/javascript";
        return context.Response.WriteAsync(source);
    }
}
