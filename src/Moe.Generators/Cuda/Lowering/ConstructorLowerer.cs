using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Lowers a struct's primary constructor.</summary>
internal sealed class ConstructorLowerer(UnitScope unit, INamedTypeSymbol type)
{
    /// <summary>The constructor; null where the struct has no primary one.</summary>
    public FunctionDeclaration? Lower(ImmutableArray<StructField> fields)
    {
        if (StructFields.PrimaryConstructor(type) is not { } constructor)
            return null;
        var parameters = constructor.Parameters.Select(
            p => $"{unit.Type(p.Type, p.Locations[0], type.Display())} {ReservedNames.Avoid(p.Name)}");
        return new FunctionDeclaration(
            [], unit.PlaceOf(constructor.Locations[0]), [], $"__device__ {ReservedNames.Avoid(type.Name)}", [.. parameters], "",
            [.. fields.Select(f => $"{ReservedNames.Avoid(f.Name)}({ValueOf(f, constructor)})")],
            new BlockStatement([]));
    }

    private string ValueOf(StructField field, IMethodSymbol constructor)
    {
        bool isPositional = field.Symbol is IParameterSymbol
            || type.IsRecord && field.Symbol.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax);
        if (isPositional)
            return ReservedNames.Avoid(field.Name);
        if (InitializerOf(field.Symbol) is not { } value)
            return "";
        if (new BodyLowerer(unit, constructor, value).LowerInitializer(value) is { } lowered)
            return ExpressionPrinter.PrintOne(lowered);
        unit.Report(
            DiagnosticDescriptors.UnsupportedExpression, value.Syntax,
            "an initializer whose evaluation takes several steps", type.Display(),
            "Compute it where the struct is created.");
        return "";
    }

    private IOperation? InitializerOf(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var clause = reference.GetSyntax(unit.CancellationToken) switch
            {
                VariableDeclaratorSyntax field => field.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (clause is not null)
            {
                var model = SemanticModels.Of(clause.SyntaxTree, unit.Compilation);
                return (model.GetOperation(clause, unit.CancellationToken) as ISymbolInitializerOperation)?.Value;
            }
        }

        return null;
    }
}
