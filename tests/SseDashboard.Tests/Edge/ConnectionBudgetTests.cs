using Microsoft.Extensions.Options;
using SseDashboard.Edge;

namespace SseDashboard.Tests.Edge;

public sealed class ConnectionBudgetTests
{
    // 400 reserved, 500 connections besides the streams, 50 opened by the host: 950, plus one for each stream.
    private static ConnectionBudget Budget(int limit) => new(limit, reserved: 400, beside: 500, outgoing: 50);

    [Fact]
    public void Streams_EnoughDescriptors_AreAsAskedFor()
    {
        Assert.Equal(10_000, Budget(10_950).Streams(10_000, isExplicit: false));
        Assert.Equal(10_500, Budget(10_950).Connections(10_000));
    }

    [Theory]
    [InlineData(10_949, 9_999)]
    [InlineData(2_000, 1_050)]
    [InlineData(1_024, 287)]
    [InlineData(514, 32)]
    public void Streams_DefaultThatDoesNotFit_GetTheRestButAtLeastHalf(int limit, int streams)
    {
        Assert.Equal(streams, Budget(limit).Streams(10_000, isExplicit: false));
        Assert.Equal(limit - 450, Budget(limit).Connections(streams));
    }

    [Fact]
    public void Streams_ConfiguredNumberThatDoesNotFit_IsRefusedNamingBothNumbersAndWhatToDo()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Budget(2_000).Streams(5_000, isExplicit: true));

        Assert.Equal(
            "Streams:MaxConnections is 5000, which needs 5950 file descriptors with everything else that the host serves, but this process "
            + "may open 2000 (ulimit -n). Raise the limit, or set Streams:MaxConnections to 1050 or less.",
            refused.Message);
        Assert.Equal(1_050, Budget(2_000).Streams(1_050, isExplicit: true));
    }

    [Fact]
    public void Streams_TooFewDescriptorsForAny_AreRefused() =>
        Assert.Contains("at least 514", Assert.Throws<OptionsValidationException>(() => Budget(513).Streams(10_000, isExplicit: false)).Message,
            StringComparison.Ordinal);
}
