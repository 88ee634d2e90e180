using SseDashboard.Inspecting;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class JsonTreeTests
{
    [Fact]
    public void Json_AsATree_KeepsOrderNumbersAndDuplicateNames()
    {
        var tree = Grown("""{"b":1e400,"a":["x",{}],"b":12345678901234567890.10}""");

        Assert.Equal("{3 members} b=1e400 a=[2 items](0=\"x\" 1={0 members}) b=12345678901234567890.10", Text(tree));
    }

    [Theory]
    [InlineData("12", "The data is not a JSON object or array.")]
    [InlineData("", "The data is not a JSON object or array.")]
    [InlineData("{\"a\":1}\n{\"b\":2}", "The data is not valid JSON from line 2, byte 1 on: '{' is invalid after a single JSON value.")]
    [InlineData("{\"a\":}", "The data is not valid JSON from line 1, byte 6 on: '}' is an invalid start of a value.")]
    public void Text_ThatIsNoJson_SaysWhyAndWhere(string data, string problem) =>
        Assert.StartsWith(problem, JsonTree.Of(data).Problem, StringComparison.Ordinal);

    [Fact]
    public void Array_OfManyItems_SaysHowManyAreLeftOut()
    {
        var tree = Grown($"[{string.Join(',', Enumerable.Range(0, 1_000))}]");

        Assert.Equal((JsonTree.MostChildren, "900 more values not shown."), (tree.Children.Count, tree.LeftOut));
    }

    // 60 x 60 values: the bound leaves out children, but none of the first level.
    [Fact]
    public void Json_OfManyValues_IsBoundedLevelByLevel()
    {
        var tree = Grown($"[{string.Join(',', Enumerable.Repeat($"[{string.Join(',', Enumerable.Range(0, 60))}]", 60))}]");

        Assert.Equal(60, tree.Children.Count);
        Assert.Equal(JsonTree.MostValues, Count(tree));
        Assert.Equal("60 values not shown.", tree.Children[^1].LeftOut);
    }

    [Fact]
    public void Json_ThatIsDeep_IsBounded()
    {
        var tree = Grown(new string('[', 500) + new string(']', 500));
        int depth = 0;
        for (; tree.Children.Count > 0; depth++)
            tree = tree.Children[0];

        Assert.Equal((JsonTree.Deepest, "1 value not shown."), (depth, tree.LeftOut));
    }

    [Fact]
    public void Value_ThatIsLong_IsCut()
    {
        var tree = Grown($"[\"{new string('x', 1_000_000)}\"]");

        Assert.EndsWith("… (1,000,002 characters)", tree.Children[0].Text, StringComparison.Ordinal);
        Assert.InRange(tree.Children[0].Text.Length, JsonTree.MostOfValue, JsonTree.MostOfValue + 30);
    }

    [Fact]
    public void Data_ThatIsTooLong_IsNotParsed() =>
        Assert.Contains("at most 2,000,000 are shown", JsonTree.Of($"[\"{new string('x', 3_000_000)}\"]").Problem, StringComparison.Ordinal);

    private static JsonBranch Grown(string data)
    {
        var (tree, problem) = JsonTree.Of(data);
        Assert.Null(problem);
        return tree!;
    }

    private static int Count(JsonBranch branch) => 1 + branch.Children.Sum(Count);

    private static string Text(JsonBranch branch)
    {
        string name = branch.Name is null ? "" : $"{branch.Name}=";
        string children = string.Join(' ', branch.Children.Select(Text));
        return branch.Name is null ? $"{branch.Text} {children}" : branch.Children.Count == 0 ? name + branch.Text : $"{name}{branch.Text}({children})";
    }
}
