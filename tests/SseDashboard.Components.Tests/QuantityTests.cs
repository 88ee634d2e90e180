using SseDashboard.Display;

namespace SseDashboard.Components.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(1_234_567, "1.2 MB")]
    [InlineData(5_000_000_000, "5.0 GB")]
    public void Bytes_HaveAUnitThatFits(long bytes, string text) => Assert.Equal(text, Quantity.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min 00 s")]
    [InlineData(3_725, "1 h 02 min")]
    [InlineData(183_600, "2 d 03 h")]
    public void Times_HaveUnitsThatFit(double seconds, string text) => Assert.Equal(text, Quantity.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0.0 ms")]
    [InlineData(-3.21, "-3.2 ms")]
    [InlineData(512.4, "512 ms")]
    [InlineData(1_500, "1.5 s")]
    [InlineData(120_000, "2.0 min")]
    public void Durations_HaveAUnitThatFits(double milliseconds, string text) => Assert.Equal(text, Quantity.Duration(milliseconds));

    [Theory]
    [InlineData(1, "1 frame")]
    [InlineData(1_200, "1,200 frames")]
    public void Counts_HaveASeparatorAndAPlural(long number, string text) => Assert.Equal(text, Quantity.Of(number, "frame"));
}
