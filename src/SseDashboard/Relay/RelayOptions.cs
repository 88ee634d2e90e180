using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Relay;

/// <summary>What the relay may do, and its bounds; the configuration section <c>Relay</c>.</summary>
internal sealed class RelayOptions
{
    private const string OutOfRange = "Must be {1} to {2} (hh:mm:ss).";

    /// <summary>
    /// Whether a dashboard that other machines can reach may make requests for them, to public addresses only. Off by default: such
    /// requests come from this machine's address, and count as its own wherever addresses are trusted.
    /// </summary>
    public bool AllowBeyondLocalhost { get; init; }

    /// <summary>
    /// The most requests at once, from all pages. Each takes a file descriptor and as much memory as one observation
    /// (<c>Observing:MaxBytes</c>); a person watches one or two.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxConcurrent { get; init; } = 20;

    /// <summary>How long resolving a name, and then connecting, may take. Both take under a second unless something is wrong.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = OutOfRange)]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the head of the response may take, redirects and TLS included. Longer than the 60 s after which common proxies
    /// answer 504, so that their answer is seen.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = OutOfRange)]
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The longest request. Longer than the idle timeouts of proxies, most of which are at most an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = OutOfRange)]
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The most bytes of an event stream or of newline-delimited JSON, decoded or not. A gigabyte is five minutes of 10,000 events of 330 bytes a second.</summary>
    [Range(1_024, 1_099_511_627_776)]
    public long MaxBytes { get; init; } = 1_073_741_824;

    /// <summary>The most bytes of any other body. Error pages are smaller.</summary>
    [Range(1_024, 16_777_216)]
    public int MaxOtherBytes { get; init; } = 65_536;

    /// <summary>How long any other body is read, for one that never ends.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = OutOfRange)]
    public TimeSpan MaxOtherDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest response head, in kibibytes: the default of .NET, eight times that of nginx and Apache.</summary>
    [Range(1, 1_024)]
    public int MaxHeadKilobytes { get; init; } = 64;

    /// <summary>The most header fields of a response. Real ones have 10 to 40.</summary>
    [Range(1, 10_000)]
    public int MaxHeaders { get; init; } = 200;

    /// <summary>The most redirects: as many as browsers follow (Fetch, section 4.4).</summary>
    [Range(0, 100)]
    public int MaxRedirects { get; init; } = 20;

    /// <summary>The most header fields of a request. Browsers send about 20.</summary>
    [Range(1, 1_000)]
    public int MaxRequestHeaders { get; init; } = 64;

    /// <summary>The most bytes of a request's URL and headers together: Kestrel's limit, and more than most servers accept.</summary>
    [Range(1_024, 1_048_576)]
    public int MaxRequestHeadBytes { get; init; } = 32_768;

    /// <summary>The largest body of a request, in bytes: a long conversation with a language model fits.</summary>
    [Range(1_024, 67_108_864)]
    public int MaxRequestBodyBytes { get; init; } = 1_048_576;
}
