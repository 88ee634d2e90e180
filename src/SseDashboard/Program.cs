using SseDashboard.Document;
using SseDashboard.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEventStreams();
builder.Services.AddDocument();
var app = builder.Build();
app.UseCors();
app.MapDocument();
app.Run();
