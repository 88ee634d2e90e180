using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>A script on the server, called by its hash and loaded when the server does not know it.</summary>
internal sealed class RedisScript
{
    private readonly string _text;
    private readonly byte[] _hash;

    /// <summary>Reads a script, which begins with the part that all share.</summary>
    /// <param name="name">The name of its file.</param>
    public RedisScript(string name)
    {
        _text = Read("settle.lua") + Read(name);
#pragma warning disable CA5350 // The protocol names scripts by their SHA-1 (EVALSHA).
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(_text));
#pragma warning restore CA5350
    }

    /// <summary>Runs the script on the primary that has the keys.</summary>
    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, values, CommandFlags.DemandMaster);
        }
        catch (RedisServerException error) when (error.Kind == RedisErrorKind.NoScript)
        {
            // It has not run. This sends the text, which loads it.
            return await database.ScriptEvaluateAsync(_text, keys, values, CommandFlags.DemandMaster);
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
