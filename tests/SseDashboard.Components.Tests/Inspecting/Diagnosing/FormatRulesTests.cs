using System.Text;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>The bytes: lines, blocks, UTF-8.</summary>
public sealed class FormatRulesTests
{
    [Fact]
    public void AllLinesInCr_AreCrLineEnds() => Assert.Equal(Severity.Warning, new Ticking
    {
        Block = number => Ticking.Tick(number).Replace('\n', '\r'),
        EndMark = "data: [DONE]\r\r",
    }.Observe().Findings().Only("cr-line-ends").Severity);

    [Fact]
    public void ACrInTheData_IsCrLineEndsAndNotAlsoNoFieldName() => Assert.Equal(Severity.Error, new Ticking
    {
        Block = number => $"id: {number}\ndata: one\rtwo\ndata: three\n\n",
    }.Observe().Findings().Only("cr-line-ends").Severity);

    [Fact]
    public void CrLf_IsFineWhereverItIsSplit()
    {
        byte[] all = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 3).Select(Ticking.Tick)).Replace("\n", "\r\n", StringComparison.Ordinal) + "data: [DONE]\r\n\r\n");
        for (int cut = 1; cut < all.Length; cut++)
            new Ticking().Observe((0, all[..cut]), (0.5, all[cut..])).Findings().Nothing();
    }

    [Fact]
    public void AMarkBeforeEachEvent_IsBom()
    {
        var finding = new Ticking { Block = number => "\uFEFF" + Ticking.Tick(number) }.Observe().Findings().Only("bom");

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.StartsWith("5 lines", finding.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AMarkAtTheStart_IsANote() => Assert.Equal(Severity.Note,
        new Ticking { Block = number => (number == 1 ? "\uFEFF" : "") + Ticking.Tick(number) }.Observe().Findings().Only("bom").Severity);

    [Fact]
    public void AChunkThatEndsInsideACharacter_IsSplitUtf8()
    {
        byte[] tick = Encoding.UTF8.GetBytes("id: 1\ndata: 20 °C\n\n");
        int inside = Array.IndexOf(tick, (byte)0xC2) + 1;
        var finding = new Ticking().Observe((0, tick[..inside]), (0.1, tick[inside..]), (1, "data: [DONE]\n\n"u8.ToArray())).Findings().Only("split-utf8");

        Assert.Equal(Severity.Note, finding.Severity);
        Assert.Contains("B043", finding.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AChunkThatEndsBetweenCharacters_IsFine()
    {
        byte[] tick = Encoding.UTF8.GetBytes("id: 1\ndata: 20 °C\n\n");
        int before = Array.IndexOf(tick, (byte)0xC2);
        new Ticking().Observe((0, tick[..before]), (0.1, tick[before..]), (1, "data: [DONE]\n\n"u8.ToArray())).Findings().Nothing();
    }

    [Fact]
    public void RubbishWithoutABlankLine_IsInvalidUtf8() =>
        Assert.Contains("invalid-utf8", new Ticking().Observe((0, [0x64, 0xC2, 0x20, 0xFF, 0x0A, 0x80])).Findings().Select(finding => finding.Name));

    [Fact]
    public void AStreamCutInsideACharacter_IsValidUtf8() =>
        new Ticking { End = ObservedEndKind.Failed, SilenceAtEnd = 2.3 }.Observe((0, [.. Encoding.UTF8.GetBytes($"{Ticking.Tick(1)}data: 20 "), 0xC2])).Findings().Only("cut");

    [Fact]
    public void Latin1_IsInvalidUtf8()
    {
        var finding = new Ticking().Observe((0, Encoding.Latin1.GetBytes("id: 1\ndata: 20 °C\n\n")), (1, "data: [DONE]\n\n"u8.ToArray())).Findings().Only("invalid-utf8");

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.StartsWith("Byte 15: B043", finding.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void CharactersOfAnyLength_AreFine() => new Ticking { Block = number => $"id: {number}\ndata: °€😀\n\n" }.Observe().Findings().Nothing();

    [Fact]
    public void ALastBlockWithoutABlankLine_IsUnfinishedBlock() =>
        Assert.Contains(new Ticking { EndMark = "data: [DONE]\n" }.Observe().Findings().Only("unfinished-block").Evidence, evidence => evidence.Contains("data: [DONE]", StringComparison.Ordinal));

    [Fact]
    public void NoBlankLineAtAll_IsUnfinishedBlockWhileTheStreamIsOpen() => new Ticking { End = null }
        .Observe((0, "data: 1\n"), (15, "data: 2\n"), (30, "data: 3\n"), (45, "data: 4\n")).Findings().Only("unfinished-block");

    [Fact]
    public void AHalfBlockOfAnOpenStream_IsFine() => new Ticking { End = null }
        .Observe((0, Ticking.Tick(1)), (1, "data: half\n")).Findings(new(Observed.At(20))).Nothing();

    [Fact]
    public void ACommentWithoutABlankLineAtTheEnd_IsFine() => new Ticking { EndMark = "data: [DONE]\n\n: bye\n" }.Observe().Findings().Nothing();

    [Theory]
    [InlineData("{\"tick\":1}")]
    [InlineData("plain text")]
    [InlineData("Data: upper case")]
    [InlineData(" data: indented")]
    public void ALineWithoutAFieldName_IsNoFieldName(string line) => Assert.Equal(Severity.Error,
        new Ticking { Block = number => $"id: {number}\n{line}\n\n" }.Observe().Findings().Only("no-field-name").Severity);

    [Fact]
    public void AFieldOfTheServersOwn_IsANote() => Assert.Equal(Severity.Note,
        new Ticking { Block = number => $"trace: 7\n{Ticking.Tick(number)}" }.Observe().Findings().Only("no-field-name").Severity);

    [Fact]
    public void AllFieldsOfTheStandard_AreFine() => new Ticking
    {
        Block = number => $": comment\nretry: 1000\nevent: tick\nid: {number}\ndata\ndata:two\n\n",
    }.Observe().Findings().Nothing();
}
