using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Relay;

/// <summary>Certificates made for one test, valid around the start of its clock.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset From = ManualClock.Start.AddDays(-30);
    private static readonly DateTimeOffset To = ManualClock.Start.AddDays(30);

    /// <summary>A certificate authority.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="issuer">Who signs it; <see langword="null"/> for itself.</param>
    public static X509Certificate2 Authority(string name, X509Certificate2? issuer = null) =>
        Create(name, issuer, From.AddDays(-1), To.AddDays(1), new X509BasicConstraintsExtension(true, false, 0, true));

    /// <summary>A server's certificate.</summary>
    /// <param name="issuer">Who signs it; <see langword="null"/> for itself.</param>
    /// <param name="host">The name or address that it is for.</param>
    /// <param name="to">Until when it is valid.</param>
    /// <param name="issuerUrl">Where it says that its issuer's certificate is.</param>
    public static X509Certificate2 Server(X509Certificate2? issuer, string host, DateTimeOffset? to = null, string? issuerUrl = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var ip))
            names.AddIpAddress(ip);
        else
            names.AddDnsName(host);
        return Create(
            host, issuer, From, to ?? To,
            [names.Build(), .. issuerUrl is null ? [] : new X509Extension[] { new X509AuthorityInformationAccessExtension([], [issuerUrl]) }]);
    }

    private static X509Certificate2 Create(
        string name, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset to, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        if (issuer is null)
            return request.CreateSelfSigned(from, to);
        using var signed = request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
