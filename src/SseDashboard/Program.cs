using SseDashboard;
using SseDashboard.Components;
using SseDashboard.Document;
using SseDashboard.Jobs;
using SseDashboard.Labs;
using SseDashboard.Security;
using SseDashboard.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.AddServing();
builder.Services.AddSecurity();
builder.Services.AddEventStreams();
builder.Services.AddDocument();
builder.Services.AddJobs();
builder.Services.AddIdleProxy();
builder.Services.AddDashboard();

var app = builder.Build();
app.UseCors();
app.UseSecurity();
app.UseAntiforgery();
app.MapDocument();
app.MapJobs();
app.MapIdleProxy();
app.MapDashboard();
return await app.ServeAsync();
