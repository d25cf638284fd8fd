using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>
/// References to elements that are taken before a wait and used after it. C# refuses some of these in an async body, and
/// of a field it sets compiles one that is null when the thread goes on.
/// </summary>
internal static class HeldReferences
{
    /// <summary>The elements of a method that are referred to across a call that waits.</summary>
    public static IEnumerable<ElementAccessExpressionSyntax> In(
        MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        var uses = new ElementUses(model);
        var waiting = new WaitingCalls(model, cancellationToken);
        return method.DescendantNodes().OfType<ElementAccessExpressionSyntax>()
            .Where(element => IsHeld(element, waiting) && uses.Of(element).IsReference);
    }

    private static bool IsHeld(ElementAccessExpressionSyntax element, WaitingCalls waiting)
        => element.Ancestors().FirstOrDefault(a => a is InvocationExpressionSyntax or AssignmentExpressionSyntax)
            is { } holder
            && holder.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Any(call => call.SpanStart >= element.Span.End && waiting.CanWait(call));
}
