using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>
/// What the C# compiler reports in a method. It finds the errors of declarations by a walk through the whole assembly,
/// so it is asked for a file's at once; those of bodies it finds by compiling them, so it is asked for the method's
/// alone.
/// </summary>
internal static class MethodErrors
{
    // Kept no longer than the model.
    private static readonly ConditionalWeakTable<SemanticModel, List<TextSpan>> OutsideBodies = new();

    /// <summary>Whether there is an error in the method, in its signature or its body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static bool Any(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
        => OutsideBodies.GetValue(model, file => FindOutsideBodies(file, cancellationToken))
                .Any(method.Span.IntersectsWith)
            || model.GetMethodBodyDiagnostics(method.Span, cancellationToken).Any(IsError);

    private static List<TextSpan> FindOutsideBodies(SemanticModel file, CancellationToken cancellationToken)
        => [.. file.GetSyntaxDiagnostics(cancellationToken: cancellationToken)
            .Concat(file.GetDeclarationDiagnostics(cancellationToken: cancellationToken))
            .Where(IsError)
            .SelectMany(error => error.AdditionalLocations.Prepend(error.Location))
            .Where(location => location.SourceTree == file.SyntaxTree)
            .Select(location => location.SourceSpan)];

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
