using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cuda;

namespace Moe.Generators.Cpu;

/// <summary>Which calls can wait for other threads.</summary>
internal sealed class WaitingCalls(SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>Whether the call can wait.</summary>
    public bool CanWait(InvocationExpressionSyntax call)
        => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && (DeviceSymbols.Synchronizes(method)
                || ((DeviceSymbols.HasCpuBody(method) || method.MethodKind == MethodKind.LocalFunction)
                    && Waiting.CanWait(method, model.Compilation, cancellationToken)));

    /// <summary>Whether the local function can wait.</summary>
    public bool CanWait(LocalFunctionStatementSyntax function)
        => model.GetDeclaredSymbol(function, cancellationToken) is IMethodSymbol method
            && Waiting.CanWait(method, model.Compilation, cancellationToken);
}
