using System.Net;
using SseDashboard.Relay;

namespace SseDashboard.Tests.Relay;

/// <summary>Which addresses the relay may contact.</summary>
public sealed class AddressRuleTests
{
    [Theory]
    [InlineData("169.254.169.254")] // AWS, Azure, Google, Oracle, DigitalOcean and others
    [InlineData("169.254.170.2")] // containers at AWS
    [InlineData("100.100.100.200")] // Alibaba
    [InlineData("192.0.0.192")] // Oracle Classic
    [InlineData("168.63.129.16")] // Azure's WireServer
    [InlineData("fd00:ec2::254")] // AWS over IPv6
    [InlineData("fd20:ce::254")] // Google over IPv6
    [InlineData("fd00:42::42")] // Scaleway over IPv6
    [InlineData("fe80::1")]
    [InlineData("fe80::a9fe:a9fe%1")]
    [InlineData("febf:ffff::1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:169.254.169.254")] // IPv4-mapped
    [InlineData("::ffff:100.100.100.200")]
    [InlineData("::169.254.169.254")] // IPv4-compatible
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:0:169.254.169.254")] // IPv4-translated
    [InlineData("64:ff9b::169.254.169.254")] // NAT64
    [InlineData("64:ff9b:1::169.254.169.254")] // NAT64 of a local network
    [InlineData("2002:a9fe:a9fe::1")] // 6to4
    [InlineData("2001:0:a9fe:a9fe:0:0:f7f7:f7f7")] // Teredo, the server
    [InlineData("2001:0:808:808:0:0:5601:5601")] // Teredo, the client
    [InlineData("2001:db8::5efe:169.254.169.254")] // ISATAP
    [InlineData("2001:db8::200:5efe:169.254.169.254")]
    [InlineData("fd12::5efe:169.254.169.254")]
    [InlineData("4000::1")] // not assigned
    public void Address_LinkLocalMetadataOrReserved_IsNeverContacted(string address) =>
        Assert.Equal(AddressKind.Never, AddressRules.Of(IPAddress.Parse(address)).Kind);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("::1")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("192.0.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fec0::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:808:808:0:0:80ff:fffe")]
    public void Address_LoopbackOrPrivate_IsLocal(string address) =>
        Assert.Equal(AddressKind.Local, AddressRules.Of(IPAddress.Parse(address)).Kind);

    [Theory]
    [InlineData("fe80::1", "a link-local address")]
    [InlineData("::", "an address to listen on, not one of a server (use localhost)")]
    [InlineData("ff02::1", "a multicast or broadcast address")]
    [InlineData("255.255.255.255", "a multicast or broadcast address")]
    [InlineData("4000::1", "a reserved address")]
    [InlineData("64:ff9b::10.0.0.1", "an address of a private network")]
    public void Address_ThatIsRestricted_SaysWhatItIs(string address, string what) =>
        Assert.Equal(what, AddressRules.Of(IPAddress.Parse(address)).What);

    [Fact]
    public void Address_MappedFromIPv4_IsConnectedAsIPv4() =>
        Assert.Equal(IPAddress.Parse("8.8.8.8"), AddressRules.Plain(IPAddress.Parse("::ffff:8.8.8.8")));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("::ffff:8.8.8.8")]
    public void Address_OfTheInternet_IsPublic(string address) =>
        Assert.Equal(AddressKind.Public, AddressRules.Of(IPAddress.Parse(address)).Kind);
}
