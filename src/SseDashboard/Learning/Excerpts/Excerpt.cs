namespace SseDashboard.Learning.Excerpts;

/// <summary>The languages of excerpts.</summary>
public enum ExcerptLanguage
{
    /// <summary>C#.</summary>
    CSharp,

    /// <summary>JavaScript.</summary>
    JavaScript,

    /// <summary>Lua, which Redis runs.</summary>
    Lua,
}

/// <summary>A piece of this host's own source.</summary>
/// <param name="Name">Its name, unique among all excerpts.</param>
/// <param name="File">Its file, relative to the repository.</param>
/// <param name="Language">Its language.</param>
/// <param name="Text">Its lines, without the markers and the common indentation.</param>
public sealed record Excerpt(string Name, string File, ExcerptLanguage Language, string Text);
