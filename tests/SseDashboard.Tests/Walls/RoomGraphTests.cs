namespace SseDashboard.Tests.Walls;

/// <summary>Reads the specimens in this assembly: each room refers to <c>Thing</c> in a single place.</summary>
public sealed class RoomGraphTests
{
    private readonly RoomGraph _specimens = new(typeof(RoomGraphTests).Assembly.Location, "SseDashboard.Tests.Walls.Specimens");

    [Theory]
    [InlineData("Base")]
    [InlineData("Attributes")]
    [InlineData("Body")]
    [InlineData("AsyncLambda")]
    [InlineData("TypeArgument")]
    [InlineData("Catch")]
    public void Use_AnywhereInAType_IsSeen(string room)
    {
        Assert.Contains((room, "Used"), _specimens.Arrows);
        Assert.StartsWith("User uses Thing", _specimens.Examples(room, "Used"));
    }

    [Fact]
    public void Cycle_IsFoundAndNamed() => Assert.Equal(["Back", "There", "Back"], _specimens.FindCycle());
}
