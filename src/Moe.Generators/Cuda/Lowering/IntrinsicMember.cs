using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>What [Intrinsic] says of a member.</summary>
internal sealed record IntrinsicMember(string? Header, string? Native, bool PerThread, bool Synchronizes)
{
    /// <summary>Of a method, property or constant, from its own attribute or its type's; null without one.</summary>
    public static IntrinsicMember? Of(ISymbol symbol)
    {
        var member = symbol is IMethodSymbol { AssociatedSymbol: { } property } ? property : symbol;
        return member.OriginalDefinition.Intrinsic() is { } attribute
            ? new IntrinsicMember(
                attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null,
                attribute.Argument<string>(nameof(Native)),
                attribute.Argument<bool>(nameof(PerThread)),
                attribute.Argument<bool>(nameof(Synchronizes)))
            : null;
    }
}
