using System.Threading.Channels;
using Microsoft.Extensions.Options;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>Writes the events of a stream by its plan.</summary>
/// <param name="streams">The streams that are open.</param>
/// <param name="bounds">The bounds.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class FaultScript(FaultStreams streams, IOptions<FaultOptions> bounds, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) / TickPlan.PerSecond;

    /// <summary>Writes the ticks that the client does not have.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="asked">What the client asks for.</param>
    /// <param name="frames">Takes the events.</param>
    /// <param name="cut">Breaks the connection.</param>
    /// <param name="left">Signalled when the stream has ended.</param>
    public async Task WriteAsync(Fault fault, FaultRequest asked, ChannelWriter<EventFrame> frames, Action cut, CancellationToken left)
    {
        var plan = fault.Ticks;
        int first = plan.StartsOver ? 1 : asked.Last + 1;
        long start = clock.GetTimestamp();
        var due = TimeSpan.Zero;
        for (int number = first; number <= asked.Total; number++)
        {
            int sent = number - first;
            if (sent == plan.PerConnection)
                return;
            if (sent > 0)
                due += sent == TickPlan.BeforeSilence && plan.Silence > TimeSpan.Zero ? asked.Silence : Interval;
            await UntilAsync(start, due, left);
            if (sent == TickPlan.BeforeSilence && plan.IsCut)
            {
                cut();
                return;
            }

            foreach (var @event in plan.Events(new(number, asked.Total, clock.GetUtcNow(), streams.Count(fault.Name), bounds.Value)))
                await frames.WriteAsync(EventFrame.Of(@event), left);
        }

        if (plan.HasEndMark)
            await frames.WriteAsync(EventFrame.Of(new() { Data = TickPlan.EndMark }), left);
    }

    private Task UntilAsync(long start, TimeSpan due, CancellationToken left)
    {
        var wait = due - clock.GetElapsedTime(start);
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, left) : Task.CompletedTask;
    }
}
