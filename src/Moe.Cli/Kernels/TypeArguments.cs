using Moe.Dsl;

namespace Moe.Cli;

/// <summary>Chooses type arguments where a listing or a compilation needs some: the routing, and float for the rest.</summary>
internal static class TypeArguments
{
    /// <summary>A type with all its type arguments.</summary>
    /// <param name="type">A type, generic or not.</param>
    /// <param name="routing">A routing, or null where the assembly has none.</param>
    /// <exception cref="InspectException">It asks for what neither of them is.</exception>
    public static Type Close(Type type, Type? routing)
    {
        if (!type.ContainsGenericParameters)
            return type;
        try
        {
            return type.MakeGenericType([.. type.GetGenericArguments().Select(parameter => Choose(parameter, routing))]);
        }
        catch (ArgumentException)
        {
            throw new InspectException(
                $"{type.Name} asks for type arguments that are not float: its PTX can be had from a program that uses it, "
                + "with MOE_DUMP_DIR.");
        }
    }

    private static Type Choose(Type parameter, Type? routing)
    {
        if (!parameter.GetGenericParameterConstraints().Any(constraint => constraint == typeof(IRouting)))
            return typeof(float);
        return routing ?? throw new InspectException(
            $"{parameter.Name} stands for a routing, and the assembly has none to take.");
    }
}
