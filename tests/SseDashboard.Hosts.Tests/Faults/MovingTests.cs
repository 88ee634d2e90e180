using SseDashboard.Hosts.Tests.Fleet;
using SseDashboard.Hosts.Tests.Running;

namespace SseDashboard.Hosts.Tests.Faults;

/// <summary>Clients that lose their connection and resume on another host.</summary>
public sealed class MovingTests(HostFleet fleet)
{
    private const int Moves = 100;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Clients_MovedAtRandom_SeeEveryEventOnceInOrder(int hosts)
    {
        var random = Seed.Start();
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis, hosts);
        for (int move = 0; move < Moves; move++)
        {
            run.Clients[random.Next(run.Clients.Count)].Drop();
            await run.PublishedAsync(random.Next(1, 8));
        }

        await Wait.UntilAsync(() => HaveBeenEverywhereAsync(run, hosts), $"every client has been on {hosts} hosts");
        var outcome = await run.EndAsync();

        outcome.AssertComplete();
        AssertErrorsAreFound(outcome, random);
    }

    [Fact]
    public async Task Clients_MovedToAHostThatIsBehind_WaitForIt()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis, 2);
        string behind = fleet.Hosts[0].Url.Authority;
        fleet.Links[0].Cut();
        await run.PublishedAsync(Moves);
        var ahead = run.Clients.Where(client => !client.Hosts.ContainsKey(behind)).ToList();
        await run.SeenAsync(ahead);
        await Wait.UntilAsync(() => HaveBeenThereAsync(run, ahead, behind), "clients that are ahead move to the host that is behind");
        fleet.Links[0].Mend();
        await run.PublishedAsync(Moves);
        (await run.EndAsync()).AssertComplete();
    }

    private static async Task<bool> HaveBeenThereAsync(Scenario run, IReadOnlyList<Client> clients, string host)
    {
        var left = clients.Where(client => !client.Hosts.ContainsKey(host)).ToList();
        left.ForEach(client => client.Drop());
        await run.PublishedAsync(10);
        return left.Count == 0;
    }

    private static async Task<bool> HaveBeenEverywhereAsync(Scenario run, int hosts)
    {
        var left = run.Clients.Where(client => client.Hosts.Count < hosts).ToList();
        left.ForEach(client => client.Drop());
        await run.PublishedAsync(10);
        return left.Count == 0;
    }

    // The checker is worth only what it finds in a run as long as this.
    private static void AssertErrorsAreFound(Outcome outcome, Random random)
    {
        int client = random.Next(outcome.Transcripts.Count);
        int at = random.Next(1, outcome.Log.Count - 2);
        var received = outcome.Transcripts[client];
        AssertFound("missing", [.. received.Take(at), .. received.Skip(at + 1)]);
        AssertFound("twice", [.. received.Take(at + 1), .. received.Skip(at)]);
        AssertFound("a wrong order", [.. received.Take(at), received[at + 1], received[at], .. received.Skip(at + 2)]);
        AssertFound("two payloads", [.. received.Take(at), received[at] with { Data = "other" }, .. received.Skip(at + 1)]);
        AssertFound("ends with", [.. received.Take(at)]);

        void AssertFound(string what, Received[] altered) => Assert.Contains(
            Checker.Check(outcome.Published, [.. outcome.Transcripts.Take(client), altered, .. outcome.Transcripts.Skip(client + 1)], outcome.Log),
            wrong => wrong.Contains(what, StringComparison.Ordinal));
    }
}
