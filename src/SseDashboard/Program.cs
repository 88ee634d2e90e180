using SseDashboard;
using SseDashboard.Broadcast;
using SseDashboard.Components;
using SseDashboard.Components.Layout;
using SseDashboard.Document;
using SseDashboard.Edge;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Hosts;
using SseDashboard.Jobs;
using SseDashboard.Labs;
using SseDashboard.Learning;
using SseDashboard.Operating;
using SseDashboard.Relay;
using SseDashboard.Replay;
using SseDashboard.Security;
using SseDashboard.Streams;

return await Serving.RunAsync(
    args,
    builder =>
    {
        builder.WebHost.UseStaticWebAssets();
        builder.AddTelemetry();
        builder.Services.AddResponseHeaders();
        builder.Services.AddPageCompression();
        builder.Services.AddHealth();
        builder.Services.AddEdge();
        builder.Services.AddSecurity();
        builder.Services.AddCircuitLimits();
        builder.Services.AddServerSentEvents();
        builder.Services.AddDocument();
        builder.Services.AddJobs();
        builder.Services.AddLabs();
        builder.Services.AddBroadcast(builder.Configuration);
        builder.Services.AddHosts(builder.Configuration);
        builder.Services.AddRelay();
        builder.Services.AddReplay();
        builder.Services.AddLearning(typeof(App).Assembly);
        builder.Services.AddDashboard();
    },
    app =>
    {
        app.UseIdleProxy();
        app.UseEdge();
        app.UseNotFoundPage();
        app.UseRouting();
        app.UseCors();
        app.UseRecordedRefusals();
        app.UseSecurity();
        app.UseCircuitLimits<TooManyPages>();
        app.UsePageCompression();
        app.UseAntiforgery();
        app.MapHealth();
        app.MapDocument();
        app.MapJobs();
        app.MapLabs();
        app.MapBroadcast();
        app.MapReplay();
        app.MapLearning();
        app.MapDashboard();
    });
