using SseDashboard.Document;
using SseDashboard.Jobs;
using SseDashboard.Labs;
using SseDashboard.Security;
using SseDashboard.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSecurity();
builder.Services.AddEventStreams();
builder.Services.AddDocument();
builder.Services.AddJobs();
builder.Services.AddIdleProxy();
var app = builder.Build();
app.UseCors();
app.UseSecurity();
app.MapDocument();
app.MapJobs();
app.MapIdleProxy();
app.Run();
