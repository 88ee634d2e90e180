using SseDashboard;
using SseDashboard.Broadcast;
using SseDashboard.Components;
using SseDashboard.Document;
using SseDashboard.Security;
using SseDashboard.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSecurity();
builder.Services.AddEventStreams();
builder.Services.AddDocument();
builder.Services.AddBroadcast();
builder.Services.AddDashboard();

var app = builder.Build();
app.UseCors();
app.UseSecurity();
app.UseAntiforgery();
app.MapDocument();
app.MapBroadcast();
app.MapDashboard();
return await app.ServeAsync();
