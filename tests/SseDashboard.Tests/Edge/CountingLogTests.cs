using Microsoft.Extensions.Time.Testing;
using SseDashboard.Hosting;

namespace SseDashboard.Tests.Edge;

public sealed class CountingLogTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<long> _lines = [];

    [Fact]
    public void Count_ManyTimes_WritesAtOnceThenTheCountEveryTenSeconds()
    {
        var log = new CountingLog(_clock, _lines.Add);
        for (int i = 0; i < 1_000; i++)
            log.Count();
        Assert.Equal([1], _lines);

        _clock.Advance(TimeSpan.FromSeconds(9.9));
        log.Count();
        Assert.Equal([1], _lines);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([1, 1_000], _lines);
        log.Count();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([1, 1_000, 1], _lines);
    }

    [Fact]
    public void Count_AfterAQuietTime_WritesAtOnceAgain()
    {
        var log = new CountingLog(_clock, _lines.Add);
        log.Count();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([1], _lines);

        log.Count();
        Assert.Equal([1, 1], _lines);
    }
}
