using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>A call of device code: a call of its CPU body, which is told the thread.</summary>
/// <remarks>
/// Type arguments are always spelled: what the C# compiler infers from a <c>Span&lt;T&gt;</c> given for a
/// <c>ReadOnlySpan&lt;T&gt;</c>, it does not infer from their twins.
/// </remarks>
internal sealed class TwinCallRule(SemanticModel model) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (FindCall(node) is not var (call, method))
            return;
        if (method.MethodKind == MethodKind.ReducedExtension)
        {
            string owner = method.ContainingType.ToDisplayString(DeviceTypes.Qualified);
            string name = owner + "." + method.Name + KnownNames.CpuSuffix + TypeArguments(method);
            string reference = method.ReducedFrom!.Parameters[0].RefKind == RefKind.Ref ? "ref " : "";
            edits.Insert(call.SpanStart, $"{name}({CpuBody.Thread}, {reference}");
            return;
        }

        var called = CalledName(call);
        edits.Insert(
            called.Identifier.Span.End,
            called is GenericNameSyntax ? KnownNames.CpuSuffix : KnownNames.CpuSuffix + TypeArguments(method));
        edits.Insert(
            call.ArgumentList.OpenParenToken.Span.End,
            call.ArgumentList.Arguments.Count == 0 ? CpuBody.Thread : CpuBody.Thread + ", ");
    }

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (FindCall(node) is not var (call, method)
            || method.MethodKind != MethodKind.ReducedExtension
            || call.Expression is not MemberAccessExpressionSyntax access)
        {
            return;
        }

        edits.Replace(
            TextSpan.FromBounds(access.Expression.Span.End, call.ArgumentList.OpenParenToken.Span.End),
            call.ArgumentList.Arguments.Count == 0 ? "" : ", ");
    }

    private (InvocationExpressionSyntax Call, IMethodSymbol Method)? FindCall(SyntaxNode node)
        => node is InvocationExpressionSyntax call
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && DeviceSymbols.HasCpuBody(method)
            ? (call, method)
            : null;

    private static SimpleNameSyntax CalledName(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        var name => (SimpleNameSyntax)name,
    };

    private static string TypeArguments(IMethodSymbol method) => method.IsGenericMethod
        ? $"<{string.Join(", ", method.TypeArguments.Select(t => t.ToDisplayString(DeviceTypes.Qualified)))}>"
        : "";
}
