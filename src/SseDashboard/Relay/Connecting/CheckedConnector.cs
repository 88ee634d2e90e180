using System.Net;
using System.Net.Sockets;
using SseDashboard.Observing;

namespace SseDashboard.Relay;

/// <summary>
/// Opens the connection of one request. The name is resolved once, every address that it has is checked, and the connection goes to
/// one of exactly these: what the name resolves to later does not matter (DNS rebinding).
/// </summary>
/// <param name="network">The network.</param>
/// <param name="clock">The clock.</param>
/// <param name="timeout">How long resolving the name, and then connecting, may take.</param>
/// <param name="whyNotLocal">Why loopback and private addresses are out of reach, as a sentence; <see langword="null"/> if they are not.</param>
internal sealed class CheckedConnector(RelayNetwork network, TimeProvider clock, TimeSpan timeout, string? whyNotLocal) : IDisposable
{
    // No name has more in good faith, and each takes its share of the time.
    private const int MostAddresses = 8;

    private readonly CancellationTokenSource _left = new();
    private Stream? _connection;

    /// <summary>Whether the connection leads to a loopback or private address.</summary>
    public bool IsLocal { get; private set; }

    /// <summary>Connects to a host: the <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="RelayException">An address is forbidden, the name does not resolve, or no address accepts a connection.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _left.Token);
        var addresses = await ResolveAsync(target.Host, either.Token);
        foreach (var address in addresses)
            Check(target.Host, address);

        long start = clock.GetTimestamp();
        RelayException? failure = null;
        for (int i = 0; i < addresses.Length; i++)
        {
            // A slow address must not take the time of the next.
            var share = (timeout - clock.GetElapsedTime(start)) / (addresses.Length - i);
            try
            {
                _connection = await ConnectAsync(new(addresses[i], target.Port), share, either.Token);
                IsLocal = AddressRules.Of(addresses[i]).Kind == AddressKind.Local;
                return _connection;
            }
            catch (SocketException error)
            {
                failure = Failure(target, addresses, error.SocketErrorCode);
            }
        }

        throw failure!;
    }

    /// <summary>Closes the connection, or stops opening it.</summary>
    public void Dispose()
    {
        _left.Cancel();
        _connection?.Dispose();
        _left.Dispose();
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        // Also decimal, octal and hexadecimal spellings, as the system's resolver.
        if (IPAddress.TryParse(host, out var literal))
            return [AddressRules.Plain(literal)];
        try
        {
            var addresses = await network.Resolve(host, cancellationToken).WaitAsync(timeout, clock, cancellationToken);
            return addresses.Length > 0
                ? [.. addresses.Take(MostAddresses).Select(AddressRules.Plain)]
                : throw new RelayException(ObservedFailure.Name, $"The name {host} has no address.");
        }
        catch (SocketException error)
        {
            throw new RelayException(ObservedFailure.Name, error.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData
                ? $"There is no host named {host}. Check the spelling."
                : $"The name {host} could not be resolved: {error.Message}.");
        }
        catch (TimeoutException)
        {
            throw new RelayException(ObservedFailure.Timeout, $"The name {host} was not resolved within {timeout.TotalSeconds:0} s.");
        }
    }

    private void Check(string host, IPAddress address)
    {
        var rule = AddressRules.Of(address);
        string subject = host == $"{address}" ? $"{host} is" : $"{host} leads to {address},";
        if (rule.Kind == AddressKind.Never)
            throw RelayException.Forbidden($"{subject} {rule.What}. The relay never contacts such an address.");
        if (rule.Kind == AddressKind.Local && whyNotLocal is not null)
            throw RelayException.Forbidden($"{subject} {rule.What}. {whyNotLocal}");
    }

    private async Task<Stream> ConnectAsync(IPEndPoint endpoint, TimeSpan share, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(share, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await network.Connect(endpoint, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    private RelayException Failure(DnsEndPoint target, IPAddress[] addresses, SocketError error)
    {
        string tried = $"port {target.Port} ({string.Join(", ", addresses.AsEnumerable())})";
        return error switch
        {
            SocketError.ConnectionRefused => new(ObservedFailure.Refused,
                $"{target.Host} refused the connection to {tried}: nothing listens there."),
            SocketError.TimedOut => new(ObservedFailure.Timeout,
                $"{target.Host} did not accept a connection to {tried} within {timeout.TotalSeconds:0} s."),
            _ => new(ObservedFailure.Refused,
                $"{target.Host} cannot be reached at {tried}: {new SocketException((int)error).Message}."),
        };
    }
}
