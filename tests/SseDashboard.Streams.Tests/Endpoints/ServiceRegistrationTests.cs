using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams.Tests;

public class ServiceRegistrationTests
{
    [Fact]
    public void Options_SetInCode_WinOverTheConfiguration()
    {
        using var services = Services(services => services.AddServerSentEvents(options => options.MaxChannels = 2));
        var options = services.GetRequiredService<IOptions<StreamOptions>>().Value;
        Assert.Equal((2, 300), (options.MaxChannels, options.MaxConnections));
    }

    [Fact]
    public void Options_RegisteredAgainWithoutCode_StayAsSet()
    {
        using var services = Services(services =>
            services.AddServerSentEvents(options => options.MaxChannels = 2).AddServerSentEvents());
        Assert.Equal(2, services.GetRequiredService<IOptions<StreamOptions>>().Value.MaxChannels);
    }

    [Fact]
    public void Options_OutOfRangeInCode_AreRefused()
    {
        using var services = Services(services => services.AddServerSentEvents(options => options.MaxChannels = 0));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<StreamOptions>>().Value);
        Assert.Contains("Streams:MaxChannels is 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithoutTheServices_SaysWhatToCall()
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => EventStream.From((_, _) => Task.CompletedTask).ExecuteAsync(context));
        Assert.Contains("AddServerSentEvents", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Streams:MaxChannels", "1"), new("Streams:MaxConnections", "300")]).Build());
        add(services);
        return services.BuildServiceProvider();
    }
}
