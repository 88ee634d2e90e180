using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SseDashboard.Streams;

namespace SseDashboard.Hosting;

/// <summary>Options with bounded values, validated before the host starts.</summary>
internal static class BoundedOptions
{
    /// <summary>
    /// Binds a configuration section to <typeparamref name="T"/>. A value outside its bounds keeps the host from starting, with a
    /// message that names its configuration key.
    /// </summary>
    public static void AddBoundedOptions<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddOptions<T>()
            .BindStrictly(section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new Validator<T>(section));
    }

    private sealed class Validator<T>(string section) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var wrong = new List<ValidationResult>();
            return System.ComponentModel.DataAnnotations.Validator.TryValidateObject(
                options, new ValidationContext(options), wrong, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(wrong.Select(result =>
                    $"{string.Join(", ", result.MemberNames.Select(member => $"{section}:{member}"))}: {result.ErrorMessage}"));
        }
    }
}
