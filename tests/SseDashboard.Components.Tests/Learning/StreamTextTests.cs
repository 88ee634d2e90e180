using System.Text;
using SseDashboard.Conformance.Tests;
using SseDashboard.Learning.Format;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The notations of the playground, and its address.</summary>
public sealed class StreamTextTests
{
    private static readonly Random Random = new(20261126);

    [Fact]
    public void Text_OfAnyBytesAndCuts_ComesBack() => AssertComeBack(StreamText.Write, StreamText.Read);

    [Fact]
    public void Hex_OfAnyBytesAndCuts_ComesBack() => AssertComeBack(HexText.Write, HexText.Read);

    [Theory]
    [InlineData("data: a\n\n", "data: a\n\n")]
    [InlineData("a\r\nb\r\0", "a«CR»\nb«CR»«NUL»")]
    [InlineData("\ufeffé😀«x»✂", "«EF BB BF»é😀«C2 AB»x«C2 BB E2 9C 82»")]
    [InlineData("\u202e\u0001\u007f\t", "«E2 80 AE 01 7F»\t")]
    public void Text_ControlsAndNotation_AreVisible(string stream, string text) =>
        Assert.Equal(text, StreamText.Write(new(Encoding.UTF8.GetBytes(stream), [])));

    [Fact]
    public void Text_InvalidUtf8_IsHex() => Assert.Equal("a«C3»(", StreamText.Write(new([0x61, 0xc3, 0x28], [])));

    [Theory]
    [InlineData("data: «EF")]
    [InlineData("«E»")]
    [InlineData("«CRLF»")]
    public void Text_BrokenNotation_SaysWhatItShouldBe(string text)
    {
        var (input, problem) = StreamText.Read(text);

        Assert.Null(input);
        Assert.Contains("pairs of hex digits", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_LongerThanTheLimit_IsRefused()
    {
        Assert.NotNull(StreamText.Read(new('a', StreamInput.MaxBytes)).Input);
        Assert.Contains("2,401 bytes", StreamText.Read(new('a', StreamInput.MaxBytes + 1)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_AreCutAtTheCuts() => Assert.Equal(
        ["ab", "c", "de"], new StreamInput("abcde"u8.ToArray(), [2, 3]).Chunks.Select(chunk => Encoding.UTF8.GetString(chunk.Span)));

    [Fact]
    public void Address_OfAnyState_ComesBack()
    {
        foreach (var input in Inputs())
        {
            var state = new FormatState { Input = input, IsByteByByte = input.Bytes.Length % 2 == 0, IsHex = input.Bytes.Length <= StreamInput.MaxHexBytes, Expected = [new("a", "b\n", "")] };
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(state.ToQuery());
            var (read, problem) = FormatState.Read(name => query.TryGetValue(name, out var value) ? value.ToString() : null);

            Assert.Null(problem);
            Assert.Equal(state.ToQuery(), read!.ToQuery());
            Assert.Equal(state.Input.Bytes, read.Input.Bytes);
        }
    }

    [Theory]
    [InlineData("s", "***")]
    [InlineData("cut", "1.x")]
    [InlineData("expect", "bm8")]
    public void Address_Damaged_SaysSo(string name, string value)
    {
        var (state, problem) = FormatState.Read(asked => asked == name ? value : null);

        Assert.Null(state);
        Assert.Contains("damaged", problem, StringComparison.Ordinal);
    }

    private static void AssertComeBack(Func<StreamInput, string> write, Func<string, (StreamInput? Input, string? Problem)> read)
    {
        foreach (var input in Inputs())
        {
            var (back, problem) = read(write(input));
            Assert.Null(problem);
            Assert.Equal(input.Bytes, back!.Bytes);
            Assert.Equal(input.Cuts, back.Cuts);
        }
    }

    private static IEnumerable<StreamInput> Inputs() => WireCase.All.Select(wire => wire.Bytes)
        .Concat(Enumerable.Range(0, 200).Select(length => Bytes(length % 40)))
        .Select(bytes => new StreamInput(bytes, [.. Enumerable.Range(1, Math.Max(0, bytes.Length - 1)).Where(_ => Random.Next(4) == 0)]));

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        Random.NextBytes(bytes);
        return bytes;
    }
}
