using System.Text.Json;
using SseDashboard.Inspecting;
using static SseDashboard.Components.Tests.Inspecting.Assembling.Joined;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

public sealed class JsonPathTests
{
    private static readonly JsonElement Document = JsonElement.Parse("""{"choices":[{"delta":{"content":"x","a b":[1,2]},"n":null}],"größe":3}""");

    [Theory]
    [InlineData("$", """{"choices":[{"delta":{"content":"x","a b":[1,2]},"n":null}],"größe":3}""")]
    [InlineData(" $.choices[0].delta.content ", "\"x\"")]
    [InlineData("$['choices'][0][\"delta\"]['a b'][1]", "2")]
    [InlineData("$.größe", "3")]
    public void Path_ThatFits_FindsTheValue(string text, string json) => Assert.Equal(json, JsonPath.Parse(text).Path!.Find(Document).Value?.GetRawText());

    [Theory]
    [InlineData("$.choices[1]", "$.choices has 1 items, so no [1]")]
    [InlineData("$.choices[0].message.content", "$.choices[0] has no message")]
    [InlineData("$.choices.delta", "$.choices is an array, not an object")]
    [InlineData("$.choices[0].delta.content.text", "$.choices[0].delta.content is a string, not an object")]
    [InlineData("$[0]", "$ is an object, not an array")]
    public void Path_ThatEndsEarly_SaysWhere(string text, string missing) => Assert.Equal(missing, JsonPath.Parse(text).Path!.Find(Document).Missing);

    [Theory]
    [InlineData("choices", "A path starts with $")]
    [InlineData("", "A path starts with $")]
    [InlineData("$choices", "At character 2: expected . or [, but found c.")]
    [InlineData("$.", "At character 3: a name is missing after the dot.")]
    [InlineData("$.a..b", "At character 5: expected a name, but found .;")]
    [InlineData("$.a[", "At character 5: ] is missing.")]
    [InlineData("$.a[*]", "At character 5: expected an index such as [0] or a name such as ['name'], but found [*].")]
    [InlineData("$.a[-1]", "At character 5: expected an index")]
    [InlineData("$['a]", "At character 3: the name must end with '].")]
    public void Path_Malformed_SaysAtWhichCharacter(string text, string problem)
    {
        var (path, said) = JsonPath.Parse(text);

        Assert.Null(path);
        Assert.StartsWith(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_TooLong_IsRefused() => Assert.Contains("at most 200", JsonPath.Parse($"$.{new string('a', 200)}").Problem!, StringComparison.Ordinal);

    [Fact]
    public void Stream_ReadByAPath_JoinsStringsAndOtherValues()
    {
        var assembly = new Joined { Choice = StreamAssembly.OwnPath, Path = "$.t" }.Read(Events("""{"t":"a"}""", """{"t":1}""", """{"t":{"b":2}}""", """{"t":null}""", "{}", "[DONE]"));

        Assert.Equal([("Text", "a1{\"b\":2}")], assembly.Parts());
        Assert.Equal("2 of 5 have nothing at the path. In block 4, the value is null.", assembly.Text.Explanation);
    }

    [Fact]
    public void Stream_ReadByAWrongPath_SaysWhereItEnds()
    {
        var assembly = new Joined { Choice = StreamAssembly.OwnPath, Path = "$.x.y" }.Read(Events("""{"t":"a"}"""));

        Assert.Equal("Nothing found at the path so far. In block 1, $ has no x.", assembly.Text.Explanation);
        Assert.Empty(assembly.Parts());
    }

    [Fact]
    public void Stream_WithAMalformedPath_IsNotRead()
    {
        var assembly = new Joined { Choice = StreamAssembly.OwnPath, Path = "x" }.Read(Events("""{"t":"a"}"""));

        Assert.NotNull(assembly.PathProblem);
        Assert.Null(assembly.Format);
        Assert.True(assembly.IsDone);
    }
}
