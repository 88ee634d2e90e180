using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SseDashboard.Hosts.Tests.Running;

/// <summary>A patient publisher: it repeats what failed, under the same idempotency key, until it is answered.</summary>
internal sealed class Publisher(Uri channel)
{
    /// <summary>How long a publication may take: several faults in a row, and hosts that start on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private readonly ConcurrentQueue<Published> _published = new();
    private volatile string _refusal = "none";

    /// <summary>Why an attempt failed, for the message of a failed wait.</summary>
    public string LastRefusal => $"The last refusal: {_refusal}.";

    /// <summary>What was answered, in the order of the answers.</summary>
    public IReadOnlyCollection<Published> Published => _published;

    /// <summary>Publishes one event after the other, until it is ended.</summary>
    /// <param name="name">What the data begins with.</param>
    /// <param name="ending">Ends it after the current publication.</param>
    public async Task RunAsync(string name, CancellationToken ending)
    {
        for (int number = 1; !ending.IsCancellationRequested; number++)
            await PublishAsync($"{name} {number}");
    }

    /// <summary>Publishes an event; returns its id.</summary>
    public async Task<string> PublishAsync(string data)
    {
        string? id = null;
        string key = Guid.NewGuid().ToString();
        await Wait.UntilAsync(
            async () =>
            {
                id = await AttemptAsync(data, key);
                if (id is null)
                    await Task.Delay(BetweenAttempts);
                return id is not null;
            },
            $"{data} is published",
            Patience,
            () => LastRefusal);
        _published.Enqueue(new(data, id!));
        return id!;
    }

    private async Task<string?> AttemptAsync(string data, string key)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, channel) { Content = JsonContent.Create(new { data }) };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            // A host is away (nginx), or Redis is (the host).
            if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable)
            {
                _refusal = body;
                return null;
            }

            Assert.True(response.IsSuccessStatusCode, $"The publication of {data} was answered with {response.StatusCode}: {body}");
            return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            _refusal = error.Message;
            return null;
        }
    }
}
