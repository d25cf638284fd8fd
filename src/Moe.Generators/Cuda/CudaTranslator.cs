using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Moe.Generators.Cuda.Lowering;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda;

/// <summary>Translates declarations to CUDA C++.</summary>
internal static class CudaTranslator
{
    /// <summary>The same number as Moe.Dsl.CudaPrelude.Version: the prelude that the text is written for.</summary>
    public const int PreludeVersion = 1;

    /// <summary>Translates a static method, or the getter of a static property, marked [Kernel] or [Device].</summary>
    /// <param name="method">The method, in source.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static Translation TranslateMethod(
        IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        method = method.PartialDefinitionPart ?? method;
        var unit = new UnitScope(method, compilation, cancellationToken);
        CheckContainer(unit, method);
        var function = new FunctionLowerer(unit, method).Lower(method);
        if (function is null)
            return unit.Refused();
        var constants = unit.Constants.Select(
            CudaStatement (c) => new DeclarationStatement("constexpr " + c.Type, [c.Variable]));
        var body = new BlockStatement(function.Body.Statements.InsertRange(0, constants));
        return unit.Finish(function with { Body = body });
    }

    /// <summary>Translates a struct that is marked [Routing] or [Device], with the methods inside it.</summary>
    /// <param name="type">The struct, in source.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static Translation TranslateType(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var unit = new UnitScope(type, compilation, cancellationToken);
        return unit.Finish(new StructLowerer(unit, type).Lower());
    }

    // A class is a namespace in CUDA; a struct or a generic class cannot be one.
    private static void CheckContainer(UnitScope unit, IMethodSymbol method)
    {
        Containers.CheckNames(unit, method);
        Containers.CheckReach(unit, method);
        if (Containers.AreNamespaces(method) && method.IsStatic)
            return;
        unit.Report(
            DiagnosticDescriptors.UnsupportedDeclaration, method.Locations[0], method.Display(),
            "it is not a static method of a class without type parameters, in a namespace or in classes like it. Move it to "
            + "one.");
    }
}
