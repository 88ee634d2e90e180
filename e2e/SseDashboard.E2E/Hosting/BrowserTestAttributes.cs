using System.Runtime.CompilerServices;

namespace SseDashboard.E2E.Hosting;

/// <summary>
/// A fact that fails after two minutes. Some of Playwright's calls, such as evaluating a script in a page that hangs, wait without a
/// limit; the slowest test takes three quarters of a minute.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>The limit, in milliseconds.</summary>
    internal const int Limit = 120_000;

    /// <summary>Creates the attribute; the compiler fills in where.</summary>
    public BrowserFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = Limit;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="BrowserFactAttribute(string?, int)"/>
    public BrowserTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = BrowserFactAttribute.Limit;
}
