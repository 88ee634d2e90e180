using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Jobs;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Jobs;

/// <summary>A client of jobs, and a host that reports and keeps every step.</summary>
internal static class JobClient
{
    /// <summary>A job that outlasts any test, to be cancelled.</summary>
    public const string Long = """{"limit": 100000000000}""";

    public static TestHost HostReportingEveryStep() => new(("Jobs:ProgressEveryMs", "0"), ("Jobs:History", "100000"));

    /// <summary>Starts a job and returns its path.</summary>
    public static async Task<string> StartJobAsync(this TestHost host, HttpClient client, string json)
    {
        using var response = await host.SendAsync(client, HttpMethod.Post, "/jobs", json);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    public static async Task<JsonElement> StatusAsync(this TestHost host, HttpClient client, HttpMethod method, string path)
    {
        using var response = await host.SendAsync(client, method, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(host.HangGuard));
    }

    /// <summary>The job itself, to wait for what no response shows.</summary>
    public static Job Job(this TestHost host, string path) =>
        host.Services.GetRequiredService<JobRunner>().Find(path["/jobs/".Length..])!;

    public static Task<EventReader> EventsAsync(this TestHost host, HttpClient client, string path, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/events");
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return host.OpenAsync(client, request);
    }

    /// <summary>The id, type and data of a frame.</summary>
    public static (long Id, string Type, JsonElement Data) Read(string frame)
    {
        string[] lines = frame.TrimEnd('\n').Split('\n');
        Assert.Equal(["id", "event", "data"], lines.Select(line => line.Split(": ")[0]));
        return (long.Parse(lines[0][4..]), lines[1][7..], JsonElement.Parse(lines[2][6..]));
    }
}
