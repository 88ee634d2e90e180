using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>Checks every option. Each message names the configuration key.</summary>
internal sealed class RedisBroadcastOptionsValidation : IValidateOptions<RedisBroadcastOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RedisBroadcastOptions options)
    {
        var wrong = new List<string>();
        if (Check(options.Redis) is { } why)
            wrong.Add($"{Key(nameof(options.Redis))} {why} Write an address, such as localhost:6379, in the format of StackExchange.Redis, or remove the key.");
        if (options.KeyPrefix.Length > 100 || options.KeyPrefix.AsSpan().ContainsAny('{', '}'))
            wrong.Add($"{Key(nameof(options.KeyPrefix))} is '{options.KeyPrefix}'; expected at most 100 characters, without braces.");
        Time(nameof(options.MaxHistoryAge), options.MaxHistoryAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365));
        Time(nameof(options.PublishTimeout), options.PublishTimeout, Shortest, Minute);
        Time(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromSeconds(1), Hour);
        Time(nameof(options.CheckInterval), options.CheckInterval, Shortest, Minute);
        Time(nameof(options.Linger), options.Linger, TimeSpan.Zero, Hour);
        Time(nameof(options.ReplicaTimeout), options.ReplicaTimeout, Shortest, Minute);
        Number(nameof(options.MaxPendingPublications), options.MaxPendingPublications, 1, 1_048_576);
        Number(nameof(options.MaxPendingBytes), options.MaxPendingBytes, 1_024, 1024 * 1024 * 1024);
        Number(nameof(options.MaxQueuedMessages), options.MaxQueuedMessages, 1, 1_048_576);
        Number(nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, 1_024, 1024 * 1024 * 1024);
        Number(nameof(options.Replicas), options.Replicas, 0, 100);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Number(string key, int value, int least, int most)
        {
            if (value < least || value > most)
                wrong.Add($"{Key(key)} is {value}; expected {least} to {most}.");
        }

        void Time(string key, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                wrong.Add($"{Key(key)} is {value:c}; expected {least:c} to {most:c}. Write it as hh:mm:ss: a bare number is days.");
        }
    }

    private static string Key(string key) => $"{RedisBroadcastOptions.Section}:{key}";

    // Never quotes the value: it may hold a password.
    private static string? Check(string connection)
    {
        try
        {
            return ConfigurationOptions.Parse(connection).EndPoints.Count > 0 ? null : "names no server.";
        }
        catch (ArgumentException error)
        {
            return $"cannot be read: {error.Message.Split('(')[0].Trim().TrimEnd('.')}.";
        }
    }
}
