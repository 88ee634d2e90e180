using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Hosting.Requests;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Security;

public sealed class RefusalTests
{
    [Fact]
    public async Task Refusal_Sent_IsCountedWithReasonAndStatus()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var counted = new List<(string?, object?, object?)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Hosts of other tests have meters of the same name.
            if (instrument.Meter.Name == "SseDashboard" && instrument.Meter.Scope == host.Services.GetRequiredService<IMeterFactory>())
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            Assert.Equal(1, count);
            lock (counted)
                counted.Add((instrument.Name, tags[0].Value, tags[1].Value));
        });
        listener.Start();

        using (await host.SendAsync(client, HttpMethod.Get, "/jobs/1-0000"))
        using (await host.SendAsync(client, HttpMethod.Post, "/jobs", "{}", ("Origin", "null")))
        {
            const string Name = "sse_dashboard.requests.refused";
            Assert.Equal([(Name, "job-unknown", 404), (Name, "cross-origin", 403)], counted);
            Assert.Equal(2, host.Services.GetRequiredService<RefusalCounter>().Total);
        }
    }

    [Fact]
    public async Task Body_AbortedByTheClient_LogsNoProblem()
    {
        int ended = 0;
        await using var host = new TestHost().With(next => async context =>
        {
            try
            {
                await next(context);
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        });
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(host.Http1.Host, host.Http1.Port, host.HangGuard);
            await socket.GetStream().WriteAsync(
                "POST /sse HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"messages\""u8.ToArray(),
                host.HangGuard);
        }

        await Wait.UntilAsync(() => Volatile.Read(ref ended) == 1, "the host has finished the aborted request");
        Assert.Equal(0, host.OpenStreams);
        Assert.Empty(host.Logs.Problems);
    }
}
