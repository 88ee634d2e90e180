using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class PairingTests
{
    [Fact]
    public void Response_ThatTheBrowserRefuses_BelongsToThatRequest()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Requested().Responded(type: "text/html").Browser(FeedItemKind.Failed);

        Assert.NotNull(Assert.Single(exchanged.Model.Connections).Wire?.Response);
    }

    [Fact]
    public void Response_WithoutCorsHeaders_BelongsToTheRequestThatFailed()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting);
        exchanged.Wire(new WireRequest(1, default, "GET", "/sse", "HTTP/1.1", [new("Origin", "http://127.0.0.1")], null)).Responded().Browser(FeedItemKind.Failed);

        Assert.NotNull(Assert.Single(exchanged.Model.Connections).Wire?.Response);
    }
}
