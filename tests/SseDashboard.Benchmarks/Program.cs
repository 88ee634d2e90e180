using BenchmarkDotNet.Running;
using SseDashboard.Benchmarks.Fanout;
using SseDashboard.Benchmarks.Parser;

// dotnet run -c Release -- --filter '*'                       encoding and parsing
// dotnet run -c Release -- fanout [rounds] [scenario ...]   the load bench
// dotnet run -c Release -- parser-js                          sse-parser.js beside a parser from npm; needs Node
return args switch
{
    ["host", var variant] => await BenchHost.RunAsync(variant),
    ["fanout", .. var scenarios] => await FanoutBench.RunAsync(scenarios),
    ["parser-js"] => await ParserBench.RunAsync(),
    _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args).Any() ? 0 : 1,
};
