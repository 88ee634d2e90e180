namespace SseDashboard.Conformance.Tests;

/// <summary>Tests crossing.js: how long texts are cut to what a message has room for.</summary>
public sealed class CrossingTests(Bench bench)
{
    [Theory]
    [InlineData("x")]
    [InlineData("\"\\")]
    [InlineData("\n\t")]
    [InlineData("\u0001\u001f")]
    [InlineData("é\u007f")]
    [InlineData("漢…")]
    [InlineData("x😀")]
    [InlineData("x\u0001é漢😀\"")]
    public Task Cut_TextThatIsTooLong_FillsItsBytes(string piece) =>
        bench.RunAsync("dashboard/crossing-harness.js", "cutFillsItsBytes", piece);
}
