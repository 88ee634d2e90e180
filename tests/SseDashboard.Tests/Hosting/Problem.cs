using System.Net;
using System.Text.Json;

namespace SseDashboard.Tests.Hosting;

internal static class Problem
{
    /// <summary>Asserts that a response is problem details (RFC 9457) with this status, and returns them.</summary>
    public static async Task<JsonElement> OfAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"Expected {(int)status}, but got {(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(body);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }

    /// <summary>Asserts that a response is a 400 that names exactly this field.</summary>
    public static async Task IsOfFieldAsync(HttpResponseMessage response, string field)
    {
        var problem = await OfAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }
}
