using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SseDashboard.Relay;

/// <summary>Checks the server's certificate as any client does, and says in words what is wrong with it.</summary>
internal sealed class CertificateCheck(string host, RelayNetwork network, TimeProvider clock)
{
    /// <summary>What is wrong with the certificate, as a sentence; <see langword="null"/> if nothing is, or if none was checked yet.</summary>
    public string? Problem { get; private set; }

    /// <summary>The options of the TLS client.</summary>
    public SslClientAuthenticationOptions Options()
    {
        var policy = new X509ChainPolicy
        {
            // A certificate can name URLs from which to fetch its issuer and its revocation list: the server would
            // choose where the host connects to, without any check of the address.
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = clock.GetUtcNow().LocalDateTime,
        };
        if (network.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return new() { CertificateChainPolicy = policy, RemoteCertificateValidationCallback = Accept };
    }

    private bool Accept(object sender, X509Certificate? received, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        Problem = received is X509Certificate2 certificate
            ? $"The server's certificate {string.Join(", and it ", Problems(certificate, chain, errors).Distinct())}."
            : "The server sent no certificate.";
        return false;
    }

    private IEnumerable<string> Problems(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        foreach (var status in chain?.ChainStatus ?? [])
            yield return Describe(status, certificate, chain!);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            yield return $"is for {Names(certificate)}, not for {host}";
    }

    private string Describe(X509ChainStatus status, X509Certificate2 certificate, X509Chain chain) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid when certificate.NotAfter < clock.GetUtcNow() => $"expired on {Time(certificate.NotAfter)}",
        X509ChainStatusFlags.NotTimeValid when certificate.NotBefore > clock.GetUtcNow() => $"is not valid before {Time(certificate.NotBefore)}",
        X509ChainStatusFlags.NotTimeValid => "has an issuer whose own certificate has expired",
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain when IsSelfSigned(certificate) =>
            "is self-signed, which this machine does not trust",
        X509ChainStatusFlags.UntrustedRoot => $"comes from {RequestRules.Short(chain.ChainElements[^1].Certificate.Subject)}, which this machine does not trust",
        X509ChainStatusFlags.PartialChain =>
            $"comes from {RequestRules.Short(certificate.Issuer)}, which this machine does not know; the server may have to send intermediate certificates",
        _ => $"is not valid ({status.StatusInformation.Trim().TrimEnd('.')})",
    };

    private static bool IsSelfSigned(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static string Time(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";

    private static string Names(X509Certificate2 certificate)
    {
        string[] names = [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(each => each.EnumerateDnsNames().Concat(each.EnumerateIPAddresses().Select(ip => $"{ip}")))];
        // A certificate may list thousands.
        return names.Length == 0 ? RequestRules.Short(certificate.Subject) : string.Join(", ", names.Take(5)) + (names.Length > 5 ? $" and {names.Length - 5} more names" : "");
    }
}
