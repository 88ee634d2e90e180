using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Excerpts;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The rules that every lesson keeps.</summary>
public sealed partial class LessonRuleTests
{
    private const int MaxLines = 149;
    private const int MaxWords = 120;

    public static TheoryData<string> Lessons => [.. Types.Select(type => type.Name)];

    private static IEnumerable<Type> Types => typeof(App).Assembly.GetTypes().Where(type => type.GetCustomAttribute<LessonAttribute>() is not null);

    [Fact]
    public void Syllabus_IsNumberedFromOneWithoutGapsOrTwins()
    {
        var syllabus = new Syllabus(typeof(App).Assembly);

        Assert.NotEmpty(syllabus.Lessons);
        Assert.Equal(Enumerable.Range(1, syllabus.Lessons.Count), syllabus.Lessons.Select(lesson => lesson.Number));
        Assert.Null(syllabus.Before(syllabus.Lessons[0]));
        Assert.Equal(2, syllabus.After(syllabus.Lessons[0])!.Number);
        Assert.Null(syllabus.After(syllabus.Lessons[^1]));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Lesson_Address_IsItsName(string lesson)
    {
        var type = Types.Single(type => type.Name == lesson);

        Assert.Equal($"/{type.GetCustomAttribute<LessonAttribute>()!.Address}", type.GetCustomAttribute<RouteAttribute>()!.Template);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Lesson_File_IsShortAndHasTheSixPartsInOrder(string lesson)
    {
        string source = Source(lesson);

        Assert.InRange(source.Split('\n').Length - 1, 1, MaxLines);
        Assert.Equal(["Claim", "Bet", "Experiment", "Evidence", "CodeTabs", "Part"], PartTag().Matches(source).Select(tag => tag.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Lesson_Claim_HasAtMost120Words(string lesson)
    {
        string claim = ClaimText().Match(Source(lesson)).Groups[1].Value;
        // What is linked without words of its own is shown by its name.
        string words = Tag().Replace(BareTerm().Replace(Picture().Replace(claim, ""), "$1"), "");

        Assert.InRange(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 10, MaxWords);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Lesson_Excerpts_AllExist(string lesson)
    {
        var lists = ExcerptNames().Matches(Source(lesson));

        // Every lesson has excerpts of the server and of the browser; some also have scripts for Redis.
        Assert.InRange(lists.Count, 2, 3);
        Assert.All(lists.SelectMany(list => Quoted().Matches(list.Value)), name => ExcerptLibrary.Find(name.Groups[1].Value));
    }

    [Fact]
    public void Glossary_EveryTermOfALesson_IsInIt()
    {
        var terms = Types.SelectMany(type => TermName().Matches(Source(type.Name))).Select(term => term.Groups[1].Value).ToArray();

        Assert.NotEmpty(terms);
        Assert.All(terms, term => Glossary.Find(term));
        Assert.Equal(Glossary.Entries.Count, Glossary.Entries.DistinctBy(entry => entry.Name).Count());
    }

    private static string Source(string lesson) =>
        File.ReadAllText(Path.Combine(Repository.Root, "src/SseDashboard/Components/Learn/Lessons", $"{lesson}.razor")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^  <(Claim|Bet|Experiment|Evidence|CodeTabs|Part)\b", RegexOptions.Multiline)]
    private static partial Regex PartTag();

    [GeneratedRegex(@"<Claim>(.*)</Claim>", RegexOptions.Singleline)]
    private static partial Regex ClaimText();

    [GeneratedRegex(@"<pre>.*?</pre>", RegexOptions.Singleline)]
    private static partial Regex Picture();

    [GeneratedRegex(@"<Term Name=""([^""]+)"" />")]
    private static partial Regex BareTerm();

    [GeneratedRegex(@"<Term Name=""([^""]+)""")]
    private static partial Regex TermName();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?:Server|Browser|Redis)=""@\(\[[^\]]*\]\)""")]
    private static partial Regex ExcerptNames();

    [GeneratedRegex(@"""([a-z0-9-]+)""")]
    private static partial Regex Quoted();
}
