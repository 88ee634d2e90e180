using System.Text.Json;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>What carries the browser's events to the circuit: bounded, in order, one call at a time, and honest about loss.</summary>
public sealed class BatcherTests(Browser browser)
{
    [Fact]
    public Task Batches_OfManyItems_StayWithinTheirBoundsAndInOrder() => RunAsync("""
        const calls = [];
        const batcher = createBatcher(async (items) => { calls.push(items); }, { interval: 0 });
        for (let i = 0; i < 3000; i++) batcher.push({ kind: "event", data: `${i} ${"é".repeat(i % 300)}` });
        await until(() => calls.flat().length === 3000);
        check(calls.every((items) => items.length <= 500), "no batch has more than 500 items");
        check(calls.every((items) => new Blob([JSON.stringify(items)]).size <= 16 * 1024 + 2), "no batch has more than 16 KB");
        check(calls.flat().every((item, i) => item.data.startsWith(`${i} `)), "the items are in order");
        """);

    [Fact]
    public Task Items_CloseTogether_ComeInOneBatch() => RunAsync("""
        const calls = [];
        const batcher = createBatcher(async (items) => { calls.push(items); }, { interval: 1000 });
        batcher.push({ data: "a" });
        await turns(3);
        batcher.push({ data: "b" });
        await until(() => calls.length === 1);
        check(calls[0].map((item) => item.data).join() === "a,b", "the first waits for the second: " + JSON.stringify(calls));
        """);

    [Fact]
    public Task Batches_WhileACallIsInFlight_Wait() => RunAsync("""
        const calls = [];
        const batcher = createBatcher((items) => new Promise((answer) => calls.push({ items, answer })), { interval: 0 });
        batcher.push({ data: "first" });
        await until(() => calls.length === 1);
        for (let i = 0; i < 100; i++) batcher.push({ data: i });
        await turns(20);
        check(calls.length === 1, "one call is in flight");
        calls[0].answer();
        await until(() => calls.length === 2);
        check(calls[1].items.length === 100, "the rest comes in one batch");
        """);

    [Fact]
    public Task Items_BeyondTheBound_AreCountedInTheirPlace() => RunAsync("""
        const calls = [];
        const batcher = createBatcher((items) => new Promise((answer) => calls.push({ items, answer })), { interval: 0, maxQueuedItems: 3 });
        batcher.push({ data: "in flight" });
        await until(() => calls.length === 1);
        for (const data of ["a", "b", "c", "d", "e"]) batcher.push({ data, time: 1 });
        calls[0].answer();
        await until(() => calls.length === 2);
        batcher.push({ data: "f" });
        check(JSON.stringify(calls[1].items.map((item) => item.data ?? item)) === JSON.stringify(["a", "b", "c", { kind: "lost", count: 2, time: 1 }]),
          "two are lost after c: " + JSON.stringify(calls[1].items));
        calls[1].answer();
        await until(() => calls.length === 3);
        check(calls[2].items[0].data === "f", "and then it goes on");
        """);

    [Fact]
    public Task States_BeyondTheBound_ComeAllTheSameUpToTwiceTheBound() => RunAsync("""
        const calls = [];
        const batcher = createBatcher((items) => new Promise((answer) => calls.push({ items, answer })), { interval: 0, maxQueuedItems: 2 });
        batcher.push({ data: "in flight" });
        await until(() => calls.length === 1);
        for (const data of ["a", "b", "c"]) batcher.push({ data, time: 1, stream: 7 });
        for (const data of ["open", "closed"]) batcher.push({ data, time: 2, stream: 7 }, true);
        calls[0].answer();
        await until(() => calls.length === 2);
        check(JSON.stringify(calls[1].items.map((item) => item.data ?? item)) === JSON.stringify(
          ["a", "b", { kind: "lost", count: 1, time: 1, stream: 7 }, "open", { kind: "lost", count: 1, time: 2, stream: 7 }]),
          "a state has a place where an event has none: " + JSON.stringify(calls[1].items));
        """);

    [Fact]
    public Task WhenReady_FullQueue_ResolvesOnceThereIsRoom() => RunAsync("""
        const calls = [];
        const batcher = createBatcher((items) => new Promise((answer) => calls.push({ items, answer })), { interval: 0, maxQueuedItems: 2 });
        batcher.push({ data: "in flight" });
        await until(() => calls.length === 1);
        batcher.push({ data: "a" });
        batcher.push({ data: "b" });
        let ready = false;
        batcher.whenReady().then(() => { ready = true; });
        await turns(20);
        check(!ready, "a full queue is not ready");
        calls[0].answer();
        await until(() => calls.length === 2);
        calls[1].answer();
        await until(() => ready);
        """);

    [Theory]
    [InlineData("async () => { throw new Error('no circuit'); }")]
    [InlineData("() => new Promise(() => {})")]
    public Task Circuit_AwayForTooLong_IsToldAndNothingMoreIsSent(string deliver) => RunAsync($$"""
        let gone = 0, calls = 0;
        const broken = {{deliver}};
        const options = { interval: 0, timeout: 10, retryInterval: 1, patience: 50, onGone: () => { gone++; } };
        const batcher = createBatcher((items) => { calls++; return broken(items); }, options);
        batcher.push({ data: "a" });
        await until(() => gone === 1);
        const before = calls;
        batcher.push({ data: "b" });
        await turns(20);
        check(before > 1, "it is tried again while there is hope");
        check(calls === before, "nothing is sent to a circuit that is gone");
        """);

    [Fact]
    public Task Circuit_AwayForAMoment_GetsTheSameBatchAgainAndThenTheRest() => RunAsync("""
        const calls = [];
        const batcher = createBatcher(async (items, number) => {
          calls.push({ items, number });
          if (calls.length < 3) throw new Error("away");
        }, { interval: 0, retryInterval: 1 });
        batcher.push({ data: "a" });
        await until(() => calls.length === 1);
        batcher.push({ data: "b" });
        await until(() => calls.length === 4);
        check(calls.map(({ items, number }) => number + items.map((item) => item.data).join("")).join() === "1a,1a,1a,2b", JSON.stringify(calls));
        """);

    [Fact]
    public Task Item_TooLargeForAnyBatch_IsCountedAsLost() => RunAsync("""
        const calls = [];
        const batcher = createBatcher(async (items) => { calls.push(...items); }, { interval: 0 });
        for (const data of ["a", "\u0001".repeat(4000), "b"]) batcher.push({ data, time: 1 });
        await until(() => calls.length === 3);
        check(calls.map((item) => item.data ?? `${item.kind} ${item.count}`).join() === "a,lost 1,b", JSON.stringify(calls));
        """);

    private async Task RunAsync(string script)
    {
        await using var app = new RunningApp();
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(app.Url + "favicon.svg");

        var failures = await page.EvaluateAsync<JsonElement>($$"""
            async () => {
              const { createBatcher } = await import("/js/batcher.js");
              const failures = [];
              const check = (holds, what) => { if (!holds) failures.push(what); };
              const turn = () => new Promise((resolve) => setTimeout(resolve));
              const turns = async (count) => { for (let i = 0; i < count; i++) await turn(); };
              const until = async (condition) => {
                for (let i = 0; !condition(); i++) {
                  if (i === 5000) throw new Error("never true: " + condition);
                  await turn();
                }
              };
              {{script}}
              return failures;
            }
            """);

        Assert.Equal("[]", failures.GetRawText());
    }
}
