using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cuda;

namespace Moe.Generators.Cpu;

/// <summary>Which calls, and which of a body's local functions, can wait for other threads.</summary>
internal sealed class WaitingCalls(SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>Whether the call can wait.</summary>
    public bool CanWait(InvocationExpressionSyntax call)
        => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && CanWait(method);

    /// <summary>Whether a call of the method can wait.</summary>
    public bool CanWait(IMethodSymbol method)
        => DeviceSymbols.Synchronizes(method)
            || (method.MethodKind == MethodKind.LocalFunction && BodyCanWait(method))
            || (DeviceSymbols.HasCpuBody(method) && Waiting.CanWait(method, model.Compilation, cancellationToken));

    private bool BodyCanWait(IMethodSymbol localFunction)
        => localFunction.DeclaringSyntaxReferences
            .SelectMany(r => r.GetSyntax(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Any(call => !IsCallOf(call, localFunction) && CanWait(call));

    private bool IsCallOf(InvocationExpressionSyntax call, IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(call, cancellationToken).Symbol, method);
}
