using System.Reflection;

namespace Moe.Cli;

/// <summary>Calls what the generator wrote.</summary>
internal static class Generated
{
    /// <summary>A value of it.</summary>
    /// <param name="reflectedCall">A call by reflection.</param>
    /// <exception cref="InspectException">The declaration is in error, or was generated for another prelude.</exception>
    public static T Get<T>(Func<object?> reflectedCall)
    {
        try
        {
            return (T)reflectedCall()!;
        }
        catch (TargetInvocationException e)
        {
            throw new InspectException(e.GetBaseException().Message);
        }
    }
}
