using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace SseDashboard.Hosts.Keys;

/// <summary>
/// The framework's key manager, which otherwise reads the keys once a day: too late for the key of a host that has just
/// started.
/// </summary>
internal sealed class SharedKeyManager(
    SharedKeys keys, IOptions<KeyManagementOptions> options, IActivator activator, ILoggerFactory logs) : IKeyManager
{
    private readonly XmlKeyManager _manager = new(options, activator, logs);

    /// <inheritdoc/>
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        _manager.CreateNewKey(activationDate, expirationDate);

    /// <inheritdoc/>
    public IReadOnlyCollection<IKey> GetAllKeys() => _manager.GetAllKeys();

    /// <inheritdoc/>
    public CancellationToken GetCacheExpirationToken() =>
        CancellationTokenSource.CreateLinkedTokenSource(_manager.GetCacheExpirationToken(), keys.Changed).Token;

    /// <inheritdoc/>
    public void RevokeKey(Guid keyId, string? reason = null) => _manager.RevokeKey(keyId, reason);

    /// <inheritdoc/>
    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => _manager.RevokeAllKeys(revocationDate, reason);
}
