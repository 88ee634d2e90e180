using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Checks every option. Each message names the configuration key, the value and the range.</summary>
internal sealed class StreamOptionsValidation : IValidateOptions<StreamOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, StreamOptions options)
    {
        var wrong = new List<string>();
        Time(nameof(options.HeartbeatInterval), options.HeartbeatInterval, Shortest, Hour, orZero: true);
        Time(nameof(options.MaxLifetime), options.MaxLifetime, Shortest, Week, orZero: true);
        Time(nameof(options.WriteTimeout), options.WriteTimeout, Shortest, Hour);
        Time(nameof(options.ReconnectionInterval), options.ReconnectionInterval ?? TimeSpan.Zero, TimeSpan.Zero, Hour);
        Time(nameof(options.ClockInterval), options.ClockInterval, Shortest, TimeSpan.FromSeconds(1));
        Time(nameof(options.ProducerTimeout), options.ProducerTimeout, Shortest, Hour);
        Time(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromSeconds(1), Hour);
        Number(nameof(options.LifetimeJitter), options.LifetimeJitter, 0, 0.9);
        Number(nameof(options.MaxConnections), options.MaxConnections, 1, 1_000_000);
        Number(nameof(options.MaxConnectionsPerAddress), options.MaxConnectionsPerAddress, 1, 1_000_000);
        Number(nameof(options.MaxPublicShare), options.MaxPublicShare, 0.01, 1);
        Number(nameof(options.MaxQueuedFrames), options.MaxQueuedFrames, 1, 65_536);
        Number(nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, 1_024, 1024 * 1024 * 1024);
        Number(nameof(options.MaxHistoryEvents), options.MaxHistoryEvents, 1, 1_048_576);
        Number(nameof(options.MaxEventBytes), options.MaxEventBytes, 256, 16 * 1024 * 1024);
        Number(nameof(options.MaxHistoryBytes), options.MaxHistoryBytes, options.MaxEventBytes, 1024 * 1024 * 1024);
        Number(nameof(options.MaxIdempotencyKeys), options.MaxIdempotencyKeys, 1, 1_048_576);
        Number(nameof(options.MaxChannels), options.MaxChannels, 1, 65_536);
        Number(nameof(options.BroadcastThreads), options.BroadcastThreads, 1, 64);
        Number(nameof(options.MaxWatchers), options.MaxWatchers, 1, 65_536);
        Number(nameof(options.MaxWatcherRecords), options.MaxWatcherRecords, 16, 1_048_576);
        Number(nameof(options.MaxWatcherBytes), options.MaxWatcherBytes, options.MaxEventBytes, 1024 * 1024 * 1024);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Number(string key, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
                wrong.Add(FormattableString.Invariant($"{Key(key)} is {value}; expected {least} to {most}."));
        }

        void Time(string key, TimeSpan value, TimeSpan least, TimeSpan most, bool orZero = false)
        {
            if (!(value >= least && value <= most) && !(orZero && value == TimeSpan.Zero))
            {
                wrong.Add($"{Key(key)} is {value:c}; expected {least:c} to {most:c}" + (orZero ? ", or 0 for none" : "")
                    + ". Write it as hh:mm:ss: a bare number is days.");
            }
        }

        static string Key(string key) => $"{StreamOptions.Section}:{key}";
    }
}
