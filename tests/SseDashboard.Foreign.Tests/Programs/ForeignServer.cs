using System.Text.RegularExpressions;

namespace SseDashboard.Foreign.Tests.Programs;

/// <summary>A server that is not ours, listening on loopback until it is disposed.</summary>
internal sealed partial class ForeignServer(ForeignProcess process, Uri url) : IAsyncDisposable
{
    /// <summary>Its address.</summary>
    public Uri Url => url;

    /// <summary>Starts a server under Node.js.</summary>
    /// <param name="script">Its script, in <see cref="NodePackages.Folder"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<ForeignServer> NodeAsync(string script, params string[] arguments)
    {
        var node = ForeignProcess.Start("node", NodePackages.Folder, ["--require", "./on-loopback.cjs", script, .. arguments]);
        try
        {
            var listening = await node.StartsAsync(Listening(), $"{script} is listening");
            return new(node, new(listening.Groups[1].Value));
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a path.</summary>
    public Uri At(string path) => new(url, path);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    [GeneratedRegex("^Listening on (http://.*)$")]
    private static partial Regex Listening();
}
