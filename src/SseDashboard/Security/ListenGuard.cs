using System.Net;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;

namespace SseDashboard.Security;

/// <summary>Keeps a host from listening beyond localhost without an access token.</summary>
internal sealed class ListenGuard(IConfiguration configuration, IOptions<SecurityOptions> options) : IHostedLifecycleService
{
    /// <summary>Checks the configured addresses.</summary>
    /// <exception cref="OptionsValidationException">An address is beyond localhost, and <c>Security:AccessToken</c> is not set.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        string? open = ListenAddresses.Configured(configuration).FirstOrDefault(address => !IsLocal(address));
        if (open is null || options.Value.AccessToken is not null)
            return Task.CompletedTask;

        throw new OptionsValidationException(nameof(SecurityOptions), typeof(SecurityOptions),
        [
            $"The host is configured to listen on '{open}', which other machines can reach, but Security:AccessToken is not set. Set it "
            + "(Security__AccessToken in the environment, 16 characters or more) or listen on localhost only.",
        ]);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsLocal(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.IsUnixPipe || address.IsNamedPipe
            || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
