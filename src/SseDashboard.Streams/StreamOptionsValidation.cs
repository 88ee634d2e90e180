using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Checks every bound; each message names the configuration key, the value and what was expected.</summary>
internal sealed class StreamOptionsValidation : IValidateOptions<StreamOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, StreamOptions options)
    {
        var wrong = new List<string>();
        Time(nameof(options.Heartbeat), options.Heartbeat, Shortest, Hour, orZero: true);
        Time(nameof(options.Lifetime), options.Lifetime, Shortest, Week, orZero: true);
        Time(nameof(options.WriteTimeout), options.WriteTimeout, Shortest, Hour);
        Time(nameof(options.Retry), options.Retry ?? TimeSpan.Zero, TimeSpan.Zero, Hour);
        Time(nameof(options.Tick), options.Tick, Shortest, TimeSpan.FromSeconds(1));
        Time(nameof(options.ProducerTimeout), options.ProducerTimeout, Shortest, Hour);
        Time(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromSeconds(1), Hour);
        Number(nameof(options.LifetimeSpread), options.LifetimeSpread, 0, 0.9);
        Number(nameof(options.Connections), options.Connections, 1, 1_000_000);
        Number(nameof(options.ConnectionsPerAddress), options.ConnectionsPerAddress, 1, 1_000_000);
        Number(nameof(options.OpenShare), options.OpenShare, 0.01, 1);
        Number(nameof(options.FramesAhead), options.FramesAhead, 1, 65_536);
        Number(nameof(options.BytesAhead), options.BytesAhead, 1_024, 1024 * 1024 * 1024);
        Number(nameof(options.History), options.History, 1, 1_048_576);
        Number(nameof(options.LargestEvent), options.LargestEvent, 256, 16 * 1024 * 1024);
        Number(nameof(options.HistoryBytes), options.HistoryBytes, options.LargestEvent, 1024 * 1024 * 1024);
        Number(nameof(options.Channels), options.Channels, 1, 65_536);
        Number(nameof(options.Pumps), options.Pumps, 1, 64);
        Number(nameof(options.Watchers), options.Watchers, 1, 65_536);
        Number(nameof(options.WatcherQueue), options.WatcherQueue, 16, 1_048_576);
        Number(nameof(options.WatcherBytes), options.WatcherBytes, options.LargestEvent, 1024 * 1024 * 1024);
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
