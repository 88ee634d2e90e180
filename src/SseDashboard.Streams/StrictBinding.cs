using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Binds options to the configuration so that no mistake in it goes unnoticed.</summary>
public static class StrictBinding
{
    /// <summary>
    /// Binds a section of the configuration. A key that does not exist, or a value of the wrong kind, fails as a value out
    /// of its bounds does: with an <see cref="OptionsValidationException"/> that names the key.
    /// </summary>
    public static OptionsBuilder<T> BindStrictly<T>(this OptionsBuilder<T> options, string section)
        where T : class => options.Configure<IConfiguration>((bound, configuration) =>
        {
            try
            {
                configuration.GetSection(section).Bind(bound, binder => binder.ErrorOnUnknownConfiguration = true);
            }
            catch (InvalidOperationException error)
            {
                throw new OptionsValidationException(options.Name, typeof(T), [$"{section}: {error.Message}"]);
            }
        });
}
