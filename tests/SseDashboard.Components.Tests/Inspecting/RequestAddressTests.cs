using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class RequestAddressTests
{
    private static readonly Uri Own = new("http://localhost:3000/base/");

    [Theory]
    [InlineData("/sse?x=1", "http://localhost:3000/base/sse?x=1")]
    [InlineData(" https://example.com/stream ", "https://example.com/stream")]
    [InlineData("example.com/stream", "https://example.com/stream")]
    [InlineData("localhost:5000/stream", "http://localhost:5000/stream")]
    [InlineData("127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("ftp://example.com/", "ftp://example.com/")]
    public void Address_Entered_IsCompleted(string text, string url) =>
        Assert.Equal((url, null), (RequestAddress.Read(text, Own).Url?.AbsoluteUri, RequestAddress.Read(text, Own).Problem));

    [Theory]
    [InlineData("", "Enter the address")]
    [InlineData("http://", "not an address")]
    [InlineData("two words", "not an address")]
    public void Address_ThatIsNone_IsRefusedInASentence(string text, string why)
    {
        Assert.Null(RequestAddress.Read(text, Own).Url);
        Assert.Contains(why, RequestAddress.Read(text, Own).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.com/", "http and https only")]
    [InlineData("https://me:pw@example.com/", "user name")]
    public void Address_ThatABrowserDoesNotRequest_IsRefusedInASentence(string text, string why)
    {
        var (url, problem) = RequestAddress.Read(text, Own, ObservedWay.Fetch);

        Assert.Null(url);
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }
}
