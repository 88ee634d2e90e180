using Microsoft.Playwright;

namespace SseDashboard.E2E;

/// <summary>Finds the Chromium that the browser tests run in.</summary>
internal static class ChromiumLocator
{
    private const string Variable = "CHROMIUM_PATH";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>
    /// How to start it: the executable that <c>CHROMIUM_PATH</c> names, else the one that Playwright installed, else one on the
    /// PATH.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is none; the message says how to get one.</exception>
    public static BrowserTypeLaunchOptions LaunchOptions(IPlaywright playwright) => new()
    {
        ExecutablePath = Find(playwright.Chromium.ExecutablePath),
        // Chromium's sandbox refuses to run as root, which is what a container usually is.
        Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
    };

    private static string Find(string installedByPlaywright)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new FileNotFoundException($"{Variable} names {named}, which does not exist. Correct or unset it.", named);
        }

        return OnPath().Prepend(installedByPlaywright).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"No Chromium found. Install one (apt-get install chromium), or set {Variable} to its executable.");
    }

    private static IEnumerable<string> OnPath() =>
        from name in Names
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        select Path.Combine(folder, name);
}
