using ColorCode;

namespace SseDashboard.Learning.Excerpts;

/// <summary>Colours code: HTML whose spans have the classes that learn.css gives the theme's colours.</summary>
internal static class CodeColors
{
    /// <summary>The HTML of an excerpt: one <c>div</c> with one <c>pre</c>. All text is encoded.</summary>
    // A formatter keeps the text it is writing, so each call has its own.
    public static string Html(Excerpt excerpt) => new HtmlClassFormatter().GetHtmlString(
        excerpt.Text, excerpt.Language switch
        {
            ExcerptLanguage.JavaScript => Languages.JavaScript,
            ExcerptLanguage.Lua => new LuaLanguage(),
            _ => Languages.CSharp,
        });
}
