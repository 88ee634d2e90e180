using SseDashboard.Document;
using SseDashboard.Security;
using SseDashboard.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSecurity();
builder.Services.AddEventStreams();
builder.Services.AddDocument();
var app = builder.Build();
app.UseCors();
app.UseSecurity();
app.MapDocument();
app.Run();
