using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SseDashboard.Streams.Tests;

/// <summary>Listens to the instruments of one host, as an exporter would.</summary>
internal sealed class Metering : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _values = new();

    public Metering(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != StreamMetrics.MeterName || instrument.Meter.Scope != meters)
                return;
            Units[instrument.Name] = instrument.Unit;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The unit of each instrument, by name.</summary>
    public ConcurrentDictionary<string, string?> Units { get; } = new();

    /// <summary>The sum of a counter or a histogram, or the current value of an observable instrument.</summary>
    public double this[string instrument, string? reason = null]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _values.GetValueOrDefault($"{instrument} {reason}");
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string key = $"{instrument.Name} {(tags.IsEmpty ? null : tags[0].Value)}";
        if (instrument.IsObservable)
            _values[key] = value;
        else
            _values.AddOrUpdate(key, value, (_, sum) => sum + value);
    }
}
