using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using SseDashboard.Streams;
using StackExchange.Redis;

namespace SseDashboard.Hosts.Keys;

/// <summary>
/// The data protection keys of all hosts, as a list in Redis, so that a page that one host has served can open its circuit on
/// another. Pages must work without Redis too: then a host makes a key of its own, and adds it to the list when Redis is back.
/// </summary>
internal sealed partial class SharedKeys(
    RedisConnection connection, HostKeys keys, IOptions<HostsOptions> options, TimeProvider clock, ILogger<SharedKeys> log) : IXmlRepository, IDisposable
{
    // Redis on a local network answers in milliseconds; a start without it is late by this much.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly List<string> _own = [];
    private List<string> _read = [];
    private CancellationTokenSource _changed = new();
    private long _length;
    private long? _givenLength;

    /// <summary>Cancelled when the keys have to be read again.</summary>
    public CancellationToken Changed
    {
        get
        {
            lock (_lock)
                return _changed.Token;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        bool isComplete = Try(ReadAsync);
        lock (_lock)
        {
            _givenLength = isComplete ? _length : null;
            // The framework refuses to work with a key that is listed twice, as one is whose sending was repeated.
            return [.. _read.Union(_own).Select(XElement.Parse)];
        }
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_lock)
            _own.Add(element.ToString(SaveOptions.DisableFormatting));
        Try(SendAsync);
    }

    /// <summary>Sends the keys that Redis does not have yet, and has all keys read again if the list has changed.</summary>
    /// <param name="length">The list's length in Redis.</param>
    /// <param name="stopping">Ends the wait.</param>
    public async Task CatchUpAsync(long length, CancellationToken stopping)
    {
        await SendAsync().WaitAsync(options.Value.ForgetAfter, clock, stopping);
        CancellationTokenSource changed;
        lock (_lock)
        {
            if (_givenLength == length)
                return;
            (changed, _changed) = (_changed, new());
        }

        await changed.CancelAsync();
        changed.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _changed.Dispose();

    // What does not succeed now is left to CatchUpAsync.
    private bool Try(Func<Task> work)
    {
        if (connection.Fault is not null)
            return false;
        try
        {
            // The interface is synchronous, and a page's renderer, which may call it, has a synchronization context.
            Task.Run(work).WaitAsync(Patience, clock).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception error) when (RedisFault.Is(error))
        {
            connection.Failed(error);
            return false;
        }
    }

    private async Task ReadAsync()
    {
        var redis = await connection.OpenAsync();
        var batch = redis.GetDatabase().CreateBatch();
        var length = batch.ListLengthAsync(keys.Protection, CommandFlags.DemandMaster);
        var elements = batch.ListRangeAsync(keys.Protection, -options.Value.MaxKeys, -1, CommandFlags.DemandMaster);
        batch.Execute();
        List<string> read = [.. (await elements).Select(element => (string)element!)];
        long number = await length;
        if (number > read.Count)
            LogTooMany(number, keys.Protection, read.Count);
        lock (_lock)
            (_read, _length) = (read, number);
    }

    // One at a time, because both the maker of a key and the next report send it.
    private async Task SendAsync()
    {
        await _sending.WaitAsync();
        try
        {
            while (NextOwn() is { } element)
            {
                var redis = await connection.OpenAsync();
                // Repeated if the answer is lost.
                await redis.GetDatabase().ListRightPushAsync(keys.Protection, element, When.Always, CommandFlags.DemandMaster);
                lock (_lock)
                {
                    _own.Remove(element);
                    _read.Add(element);
                }
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    private string? NextOwn()
    {
        lock (_lock)
            return _own.FirstOrDefault();
    }

    [LoggerMessage(1, LogLevel.Warning, "There are {Number} data protection keys in {List}; only the newest {Read} are read (Hosts:MaxKeys). Remove the oldest.")]
    private partial void LogTooMany(long number, RedisKey list, int read);
}
