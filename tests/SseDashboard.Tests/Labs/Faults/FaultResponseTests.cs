using System.IO.Compression;
using System.Net;
using System.Text;
using SseDashboard.Tests.Hosting;
using static SseDashboard.Tests.Labs.FaultClient;

namespace SseDashboard.Tests.Labs;

/// <summary>Faults of the response's head, and of what lies between the stream and its client.</summary>
public sealed class FaultResponseTests
{
    [Theory]
    [InlineData("not-200", ":status", "503")]
    [InlineData("content-type-wrong", "Content-Type", "text/plain")]
    [InlineData("content-type-missing", "Content-Type", null)]
    public async Task Head_WithTheFault_HasTheHealthyStreamAsItsBody(string fault, string field, string? value)
    {
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync(fault);

        AssertHealthy(head, without: field);
        Assert.Equal(value, field == ":status" ? $"{(int)head.StatusCode}" : head.Content.Headers.ContentType?.ToString());
        AssertText(Healthy, body);
        Assert.Empty(client.Host.Logs.Problems);
    }

    [Theory]
    [InlineData("html-in-200", "text/html", "<!DOCTYPE html>")]
    [InlineData("json-in-200", "application/json", "{\"error\":")]
    public async Task Answer_InsteadOfTheStream_HasStatus200(string fault, string type, string start)
    {
        await using var client = new FaultClient();
        using var answer = await client.SendAsync(HttpMethod.Get, PathOf(fault));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(start, await answer.Content.ReadAsStringAsync(client.Host.HangGuard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_IsGzip_AndHoldsEventsBack()
    {
        const int GzipHead = 18;
        await using var client = new FaultClient();
        using var head = await client.OpenAsync(PathOf("compressed"));
        await using var body = await head.Content.ReadAsStreamAsync(client.Host.HangGuard);
        using var arrived = new MemoryStream();
        var copying = body.CopyToAsync(arrived, client.Host.HangGuard);
        await client.MoveToTickAsync(Ticks - 1);
        await client.WrittenAsync(Ticks - 1);
        Assert.InRange(arrived.Length, 0, GzipHead);
        await client.MoveToTickAsync(Ticks, from: Ticks);
        await Wait.ForAsync(copying, "the stream ends");

        AssertHealthy(head, without: "Content-Encoding");
        Assert.Equal(["gzip"], head.Content.Headers.ContentEncoding);
        arrived.Position = 0;
        using var text = new StreamReader(new GZipStream(arrived, CompressionMode.Decompress));
        Assert.Equal(Healthy, await text.ReadToEndAsync(client.Host.HangGuard));
    }

    [Fact]
    public async Task Compressed_ForAClientWithoutGzip_IsPlain()
    {
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync("compressed", headers: ("Accept-Encoding", "identity"));

        AssertHealthy(head);
        AssertText(Healthy, body);
    }

    [Fact]
    public async Task Buffered_HoldsEvenTheHeadBack_UntilTheBufferIsFull()
    {
        await using var client = new FaultClient(("FaultLab:BufferBytes", "500"));
        int full = Enumerable.Range(1, Ticks).First(ticks => Encoding.UTF8.GetByteCount(TicksFrom(1, ticks)) >= 500);
        var opening = client.OpenAsync(PathOf("buffered"));
        await client.MoveToTickAsync(full - 1);
        await client.WrittenAsync(full - 1);
        Assert.False(opening.IsCompleted, "The head arrived although the buffer is not full.");
        await client.MoveToTickAsync(full, from: full);

        using var head = await Wait.ForAsync(opening, "the full buffer is passed on");
        await using var body = await head.Content.ReadAsStreamAsync(client.Host.HangGuard);
        byte[] buffer = new byte[500];
        await body.ReadExactlyAsync(buffer, client.Host.HangGuard);
        await client.MoveToTickAsync(Ticks, from: full + 1);
        using var rest = new MemoryStream();
        await Wait.ForAsync(body.CopyToAsync(rest, client.Host.HangGuard), "the stream ends");
        AssertHealthy(head);
        AssertText(Healthy, [.. buffer, .. rest.ToArray()]);
    }

    [Fact]
    public async Task RedirectLosesHeaders_LeadsToTheOtherLoopbackName_WhichDemandsTheHeader()
    {
        await using var client = new FaultClient();
        var authorization = ("Authorization", "Bearer secret");
        using (var without = await client.SendAsync(HttpMethod.Get, PathOf("redirect-loses-headers")))
            await Problem.OfAsync(without, HttpStatusCode.Unauthorized);
        using var redirect = await client.SendAsync(HttpMethod.Get, PathOf("redirect-loses-headers"), authorization);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, redirect.StatusCode);
        var target = redirect.Headers.Location!;
        Assert.Equal(("localhost", client.Host.Http1.Port), (target.Host, target.Port));

        using (var lost = await client.SendAsync(HttpMethod.Get, target.PathAndQuery))
            await Problem.OfAsync(lost, HttpStatusCode.Unauthorized);
        using var kept = await client.OpenAsync(target.PathAndQuery, authorization);
        AssertHealthy(kept);
    }

    [Fact]
    public async Task RedirectLosesHeaders_UnderAnotherName_IsRefused()
    {
        await using var client = new FaultClient(("AllowedHosts", "*"));
        using var answer = await client.SendAsync(
            HttpMethod.Get, PathOf("redirect-loses-headers"), ("Authorization", "Bearer secret"), ("Host", "dashboard.example"));

        await Problem.IsOfFieldAsync(answer, "Host");
    }
}
