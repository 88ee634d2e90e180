using BenchmarkDotNet.Running;
using SseDashboard.Benchmarks.Fanout;

// dotnet run -c Release -- --filter '*'                       encoding and parsing
// dotnet run -c Release -- fanout [rounds] [scenario ...]   the load bench
return args switch
{
    ["host", var variant] => await BenchHost.RunAsync(variant),
    ["fanout", .. var scenarios] => await FanoutBench.RunAsync(scenarios),
    _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args).Any() ? 0 : 1,
};
