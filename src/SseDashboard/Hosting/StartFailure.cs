using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace SseDashboard.Hosting;

/// <summary>Explains in a sentence what in the configuration, or on this machine, kept the host from starting.</summary>
internal static class StartFailure
{
    // The code that reads each kind of setting: an exception that passed through it is due to the setting, not to a bug.
    private static readonly (string Namespace, string Hint)[] Readers =
    [
        ("Microsoft.AspNetCore.Server.Kestrel", "Check --urls, Kestrel:Endpoints and Kestrel:Certificates."),
        ("Microsoft.Extensions.Logging", "Check the section Logging: a level is Trace, Debug, Information, Warning, Error, Critical or None."),
        ("Microsoft.Extensions.FileProviders", "This directory does not exist. Check --contentRoot and --webRoot."),
        ("Microsoft.Extensions.Configuration", "Check appsettings.json, the environment and the command line."),
    ];

    /// <summary>Explains an exception that ended the start.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="configuration">The configuration, if the start got that far.</param>
    /// <returns>What is wrong and what to do; <see langword="null"/> for a bug, which needs its stack trace.</returns>
    public static string? Explain(Exception error, IConfiguration? configuration) => error switch
    {
        OptionsValidationException => $"The configuration is wrong. {error.Message}",
        // The start reports every invalid option, one on which others depend once for each of them.
        AggregateException { InnerExceptions: var all } when all.All(inner => inner is OptionsValidationException) =>
            $"The configuration is wrong. {string.Join(' ', all.Select(inner => inner.Message).Distinct())}",
        IOException { InnerException: AddressInUseException } =>
            $"{error.Message.TrimEnd('.')}. Stop the program that listens there, or choose another port: ./run.sh --urls http://localhost:3001",
        _ when SocketErrorOf(error) is { } code => $"The host cannot listen on {AddressesOf(configuration)}: {Reason(code)}",
        IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException or ArgumentException
            or FormatException or CryptographicException when HintFor(error) is { } hint =>
            $"The configuration is wrong. {Sentence(error)} {hint}",
        _ => null,
    };

    private static SocketError? SocketErrorOf(Exception error) => error switch
    {
        SocketException socket => socket.SocketErrorCode,
        AggregateException both => SocketErrorOf(both.InnerExceptions[0]),
        // For localhost Kestrel tries two addresses and wraps both errors.
        IOException { InnerException: { } inner } => SocketErrorOf(inner),
        _ => null,
    };

    private static string Reason(SocketError code) => code switch
    {
        SocketError.AddressNotAvailable => "it is not an address of this machine. Listen on http://localhost:3001, or on an address of this machine.",
        SocketError.AccessDenied => "permission denied. Ports below 1024 need privileges: choose one from 1024 up.",
        _ => $"{new SocketException((int)code).Message}. Choose another address: ./run.sh --urls http://localhost:3001",
    };

    private static string AddressesOf(IConfiguration? configuration) =>
        configuration is null ? "its addresses" : string.Join(" or ", ListenAddresses.Configured(configuration));

    private static string? HintFor(Exception error)
    {
        foreach (var frame in new StackTrace(error).GetFrames())
        {
            if (frame.GetMethod()?.DeclaringType?.Namespace is { } from
                && Array.Find(Readers, reader => from.StartsWith(reader.Namespace, StringComparison.Ordinal)).Hint is { } hint)
                return hint;
        }

        return null;
    }

    // The innermost exception says what is wrong in a settings file.
    private static string Sentence(Exception error)
    {
        string message = string.Join(' ', error.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (!message.EndsWith('.'))
            message += ".";
        return error.InnerException is { } inner ? $"{message} {Sentence(inner)}" : message;
    }
}
