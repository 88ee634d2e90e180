using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Binds options to the configuration and rejects unknown keys and malformed values.</summary>
internal static class StrictBinding
{
    /// <summary>
    /// Binds a section of the configuration. An unknown key or a value of the wrong type fails like a value out
    /// of range: with an <see cref="OptionsValidationException"/> that names the key.
    /// </summary>
    public static OptionsBuilder<T> BindStrictly<T>(this OptionsBuilder<T> options, string section)
        where T : class => options.Configure<IConfiguration>((bound, configuration) =>
        {
            var values = configuration.GetSection(section);
            string[] known = [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];
            if (values.GetChildren().FirstOrDefault(value => !known.Contains(value.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
                throw Wrong<T>(options.Name, $"{unknown.Path} is not an option. The options are {string.Join(", ", known)}.");
            try
            {
                values.Bind(bound);
            }
            catch (InvalidOperationException error)
            {
                throw Wrong<T>(options.Name, error.Message);
            }
        });

    private static OptionsValidationException Wrong<T>(string name, string why) => new(name, typeof(T), [why]);
}
