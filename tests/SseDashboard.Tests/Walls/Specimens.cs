// The rooms that RoomGraphTests reads. Each refers to another room in a single place.
namespace SseDashboard.Tests.Walls.Specimens.Used
{
    [AttributeUsage(AttributeTargets.All)]
    internal class Thing : Attribute
    {
        public static void Touch()
        {
        }
    }

    internal sealed class ThingException : Exception;
}

namespace SseDashboard.Tests.Walls.Specimens.Base
{
    internal sealed class User : Used.Thing;
}

namespace SseDashboard.Tests.Walls.Specimens.Attributes
{
    internal sealed class User
    {
        [Used.Thing]
        public int Marked { get; set; }
    }
}

namespace SseDashboard.Tests.Walls.Specimens.Body
{
    internal static class User
    {
        public static void Use() => Used.Thing.Touch();
    }
}

namespace SseDashboard.Tests.Walls.Specimens.AsyncLambda
{
    internal static class User
    {
        public static Func<Task> Use() => async () =>
        {
            await Task.Yield();
            Used.Thing.Touch();
        };
    }
}

namespace SseDashboard.Tests.Walls.Specimens.TypeArgument
{
    internal static class User
    {
        public static object Use() => new List<Dictionary<string, Used.Thing[]>>();
    }
}

namespace SseDashboard.Tests.Walls.Specimens.Catch
{
    internal static class User
    {
        public static bool Use(Action action)
        {
            try
            {
                action();
                return true;
            }
            catch (Used.ThingException)
            {
                return false;
            }
        }
    }
}

namespace SseDashboard.Tests.Walls.Specimens.There
{
    internal sealed class One
    {
        public Back.Other? Other { get; set; }
    }
}

namespace SseDashboard.Tests.Walls.Specimens.Back
{
    internal sealed class Other
    {
        public There.One? One { get; set; }
    }
}
