using Microsoft.Playwright;

namespace SseDashboard.E2E;

/// <summary>Finds the Chromium for the browser tests.</summary>
internal static class ChromiumLocator
{
    private const string Variable = "CHROMIUM_PATH";

    // The headless shell is the same browser without windows, and takes two thirds of the time.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>
    /// The options to launch it: the executable in <c>CHROMIUM_PATH</c>, else the one that Playwright installed, else one on the
    /// PATH.
    /// </summary>
    /// <exception cref="FileNotFoundException">No Chromium was found; the message says how to install one.</exception>
    public static BrowserTypeLaunchOptions LaunchOptions(IPlaywright playwright) => new()
    {
        ExecutablePath = Find(playwright.Chromium.ExecutablePath),
        // Chromium's sandbox refuses to run as root, the usual user in a container.
        Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
    };

    private static string Find(string installedByPlaywright)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new FileNotFoundException($"{Variable} is {named}, which does not exist. Correct or unset it.", named);
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
