using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// Variables that an expression declares: <c>out int x</c>, <c>is var x</c>. C# lets them be used behind the
/// expression, so they are declared before the statement that it is part of, and set where C# sets them.
/// </summary>
internal sealed partial class BodyLowerer
{
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _expressionNames = new(StringComparer.Ordinal);
    private Statement _current = new(null, null, ImmutableArray.CreateBuilder<CudaStatement>());

    /// <summary>The statement that is being lowered.</summary>
    /// <param name="Syntax">Its syntax; null for an initializer of a struct's.</param>
    /// <param name="Level">Where it is written, unlike what of it runs only under a condition.</param>
    /// <param name="Before">The declarations that come before it.</param>
    private sealed record Statement(
        SyntaxNode? Syntax,
        ImmutableArray<CudaStatement>.Builder? Level,
        ImmutableArray<CudaStatement>.Builder Before);

    /// <summary>Whether what is lowered now is evaluated in any case, and before the rest of the statement.</summary>
    private bool IsAtStatement => ReferenceEquals(_statements, _current.Level);

    private string NameOf(ISymbol variable)
        => _names.TryGetValue(variable, out string? name) ? name : ReservedNames.Avoid(variable.Name);

    /// <summary>
    /// The name of a variable that an expression declares. C# has scopes that end sooner than the block in which C++
    /// has the variable; of two of one name, the second gets a number.
    /// </summary>
    private string NewNameOf(ISymbol variable)
    {
        string name = ReservedNames.Avoid(variable.Name);
        if (!_expressionNames.Add(name))
            name = _unit.Fresh(name);
        return _names[variable] = name;
    }

    /// <summary>Declares a variable before the statement.</summary>
    private void DeclareBefore(ITypeSymbol type, string name, CudaExpression? value = null)
        => _current.Before.Add(
            new DeclarationStatement(TypeOf(type), [new CudaVariable(name, value)]) { Place = _place });

    /// <summary>Whether a value is there before the statement, and the same wherever in it.</summary>
    private bool IsKnownBefore(IOperation operation)
    {
        ISymbol? variable = operation switch
        {
            ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } when !IsCaptured(parameter)
                => parameter,
            _ => null,
        };
        return variable is not null && !_assigned.Contains(variable) && _current.Syntax is { } statement
            && !variable.DeclaringSyntaxReferences.Any(r => statement.Span.Contains(r.Span));
    }
}
