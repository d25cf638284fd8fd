using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>Names of methods in calls of them.</summary>
internal static class CalledNames
{
    /// <summary>
    /// The call whose method a name is; null where it is none. Of the call the compiler knows which method that is; of
    /// the name it would look for all methods called so first, in every class that may have extensions.
    /// </summary>
    public static InvocationExpressionSyntax? CallOf(NameSyntax name)
    {
        ExpressionSyntax called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            ? access
            : name;
        return called.Parent is InvocationExpressionSyntax call && call.Expression == called ? call : null;
    }
}
