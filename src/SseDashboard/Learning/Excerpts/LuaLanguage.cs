using ColorCode;
using ColorCode.Common;

namespace SseDashboard.Learning.Excerpts;

/// <summary>Lua for ColorCode, which does not know it: comments, strings and keywords (Lua 5.1 Reference Manual, section 2.1).</summary>
internal sealed class LuaLanguage : ILanguage
{
    /// <inheritdoc/>
    public string Id => "lua";

    /// <inheritdoc/>
    public string FirstLinePattern => "";

    /// <inheritdoc/>
    public string Name => "Lua";

    /// <inheritdoc/>
    public string CssClassName => Id;

    /// <inheritdoc/>
    public IList<LanguageRule> Rules { get; } =
    [
        Rule(@"--[^\r\n]*", ScopeName.Comment),
        Rule(@"'[^'\r\n]*'", ScopeName.String),
        Rule(@"\b(?:and|break|do|else|elseif|end|false|for|function|if|in|local|nil|not|or|repeat|return|then|true|until|while)\b", ScopeName.Keyword),
    ];

    /// <inheritdoc/>
    public bool HasAlias(string lang) => lang == Id;

    private static LanguageRule Rule(string pattern, string scope) => new(pattern, new Dictionary<int, string> { [0] = scope });
}
