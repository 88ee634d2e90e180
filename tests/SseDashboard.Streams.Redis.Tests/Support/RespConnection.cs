using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A bare connection to Redis that runs one command after the other.</summary>
internal sealed class RespConnection : IAsyncDisposable
{
    private readonly BufferedStream _stream;

    private RespConnection(TcpClient client) => _stream = new(client.GetStream());

    public static async Task<RespConnection> OpenAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return new(client);
    }

    /// <summary>Runs a command; returns its reply as text, the elements of an array joined by line ends.</summary>
    /// <exception cref="RespException">Redis refused it.</exception>
    public async Task<string> RunAsync(params string[] words)
    {
        var command = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n"));
        foreach (string word in words)
            command.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(command.ToString()), TestContext.Current.CancellationToken);
        await _stream.FlushAsync(TestContext.Current.CancellationToken);
        return await ReplyAsync();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> ReplyAsync()
    {
        string line = await LineAsync();
        string rest = line[1..];
        switch (line[0])
        {
            case '-':
                throw new RespException(rest);
            case '$' when rest != "-1":
                byte[] bytes = new byte[int.Parse(rest, CultureInfo.InvariantCulture) + 2];
                await _stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
                return Encoding.UTF8.GetString(bytes, 0, bytes.Length - 2);
            case '*':
                var elements = new List<string>();
                for (int i = int.Parse(rest, CultureInfo.InvariantCulture); i > 0; i--)
                    elements.Add(await ReplyAsync());
                return string.Join('\n', elements);
            default:
                return rest;
        }
    }

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.Length == 0 || line[^1] != '\n')
        {
            await _stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken);
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd();
    }
}

/// <summary>An error reply.</summary>
internal sealed class RespException(string message) : Exception(message);
