using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>What atomic operations are applied to.</summary>
internal static class AtomicTargets
{
    /// <summary>The target of an atomic operation, where other threads do not see it; null where they do.</summary>
    public static IOperation? Hidden(IInvocationOperation call)
    {
        var target = call.Arguments.FirstOrDefault(a => a.Parameter!.RefKind == RefKind.Ref)?.Value;
        return target is null || IsShared(target) ? null : target;
    }

    // An element, a field of one, or what a caller hands on.
    private static bool IsShared(IOperation target) => target switch
    {
        IFieldReferenceOperation { Instance: { } owner } => IsShared(owner),
        IPropertyReferenceOperation { Instance.Type: { } type } => TypeSpeller.View(type) is not null,
        IParameterReferenceOperation { Parameter.RefKind: var kind } => kind != RefKind.None,
        IInstanceReferenceOperation => true,
        _ => false,
    };
}
