using SseDashboard;
using SseDashboard.Components;
using SseDashboard.Document;
using SseDashboard.Security;
using SseDashboard.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSecurity();
builder.Services.AddEventStreams();
builder.Services.AddDocument();
builder.Services.AddDashboard();

var app = builder.Build();
app.UseCors();
app.UseSecurity();
app.UseAntiforgery();
app.MapDocument();
app.MapDashboard();
return await app.ServeAsync();
