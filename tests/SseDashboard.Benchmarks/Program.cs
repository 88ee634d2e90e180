using BenchmarkDotNet.Running;
using SseDashboard.Benchmarks.Circuits;
using SseDashboard.Benchmarks.Fanout;
using SseDashboard.Benchmarks.Page;
using SseDashboard.Benchmarks.Parser;
using SseDashboard.Benchmarks.Soak;

// dotnet run -c Release -- --filter '*'                       encoding and parsing
// dotnet run -c Release -- fanout [rounds] [scenario ...]     the load bench; hosts for several hosts
// dotnet run -c Release -- page [seconds] [rate ...] [burst]  the dashboard's page under load, in Chromium
// dotnet run -c Release -- circuits [pages] [scene ...]       memory and clicks of open pages
// dotnet run -c Release -- soak hours                         the host and its pages for hours
// dotnet run -c Release -- parser-js                          sse-parser.js beside a parser from npm; needs Node
return args switch
{
    ["circuits", .. var count] => await CircuitsBench.RunAsync(count),
    ["dashboard", .. var settings] => DashboardProcess.Run(settings),
    ["host", var variant] => await BenchHost.RunAsync(variant),
    ["fanout", .. var scenarios] => await FanoutBench.RunAsync(scenarios),
    ["parser-js"] => await ParserBench.RunAsync(),
    ["page", .. var arguments] => await PageBench.RunAsync(arguments),
    ["soak", .. var arguments] => await SoakBench.RunAsync(arguments),
    _ => BenchmarkSwitcher.FromAssembly(typeof(BenchHost).Assembly).Run(args).Any() ? 0 : 1,
};
