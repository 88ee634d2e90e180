using SseDashboard.Learning.Excerpts;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>Excerpts of the source, and their colours.</summary>
public sealed class ExcerptTests
{
    [Fact]
    public void Source_WithExcerpts_GivesTheirLinesWithoutIndentation()
    {
        var excerpts = ExcerptLibrary.Read("a/b.js", "x\n  // excerpt: one\n  a {\n    b\n  }\n  // end excerpt\ny\n// excerpt: two-2\n\nc\n// end excerpt\n").ToArray();

        Assert.Equal(
            [new("one", "a/b.js", ExcerptLanguage.JavaScript, "a {\n  b\n}"), new("two-2", "a/b.js", ExcerptLanguage.JavaScript, "c")], excerpts);
    }

    [Fact]
    public void Source_InLua_HasItsOwnComments()
    {
        var excerpt = Assert.Single(ExcerptLibrary.Read("a.lua", "-- excerpt: one\nlocal a = 1 -- b\n-- end excerpt\n"));

        Assert.Equal(new("one", "a.lua", ExcerptLanguage.Lua, "local a = 1 -- b"), excerpt);
        Assert.Contains("<span class=\"comment\">-- b</span>", CodeColors.Html(excerpt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// excerpt: a\nx\n", "has no '// end excerpt'")]
    [InlineData("x\n// end excerpt\n", "is out of place")]
    [InlineData("// excerpt: a\n// excerpt: b\n// end excerpt\n", "is out of place")]
    public void Source_MarkersDoNotMatch_SaysWhere(string source, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => ExcerptLibrary.Read("a.cs", source).ToArray());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_HasCodeOfTheServerTheLibraryAndTheBrowser()
    {
        Assert.Equal("src/SseDashboard/Document/DocumentStream.cs", ExcerptLibrary.Find("document-stream").File);
        Assert.Equal("src/SseDashboard.Streams/Encoding/FrameEncoder.cs", ExcerptLibrary.Find("encode-frame").File);
        Assert.Equal("wwwroot/js/dashboard/document-console.js", ExcerptLibrary.Find("log-as-document").File);
    }

    [Fact]
    public void Library_UnknownName_SaysHowToAddIt() =>
        Assert.Contains("// excerpt: missing", Assert.Throws<KeyNotFoundException>(() => ExcerptLibrary.Find("missing")).Message, StringComparison.Ordinal);

    [Fact]
    public void Html_OfEveryExcerpt_HasColoursAndNothingButItsText()
    {
        Assert.All(ExcerptLibrary.All, excerpt =>
        {
            string html = CodeColors.Html(excerpt);
            Assert.Contains("class=\"keyword\"", html, StringComparison.Ordinal);
            string text = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", ""));
            Assert.Equal(excerpt.Text.Trim(), text.ReplaceLineEndings("\n").Trim());
        });
    }
}
