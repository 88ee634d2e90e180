using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using SseDashboard.Components.Shared;

namespace SseDashboard.Components.Tests;

/// <summary>A component that a model tells to render again.</summary>
public sealed class RefreshedComponentTests : BunitContext
{
    [Fact]
    public void Refresh_FromAnotherThread_Renders()
    {
        var counter = Render<Counter>();

        var thread = new Thread(counter.Instance.Change);
        thread.Start();

        counter.WaitForAssertion(() => counter.MarkupMatches("2"), Wait.Limit);
    }

    [Fact]
    public void Refresh_Fails_GoesToTheErrorBoundary()
    {
        var boundary = Render<ErrorBoundary>(parameters => parameters
            .AddChildContent<Counter>()
            .Add(b => b.ErrorContent, error => builder => builder.AddContent(0, error.Message)));
        var counter = boundary.FindComponent<Counter>().Instance;
        counter.Fails = true;

        counter.Change();

        boundary.WaitForAssertion(() => boundary.MarkupMatches("Cannot render."), Wait.Limit);
    }

    private sealed class Counter : RefreshedComponent
    {
        private int _renders;

        public bool Fails { get; set; }

        public void Change() => Refresh();

        protected override bool ShouldRender() => Fails ? throw new InvalidOperationException("Cannot render.") : true;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ++_renders);
    }
}
