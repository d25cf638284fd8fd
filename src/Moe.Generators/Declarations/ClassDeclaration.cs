using System.Collections.Immutable;

namespace Moe.Generators.Declarations;

/// <summary>A class of kernels and device functions: names only, so that an edit inside a method does not reach it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scope">Where its members stand.</param>
/// <param name="Members">Its kernels and device functions, by the names of their units.</param>
internal sealed record ClassDeclaration(ClassName Name, SourceScope Scope, EquatableArray<ClassMember> Members)
{
    /// <summary>Groups members by class.</summary>
    public static ImmutableArray<ClassDeclaration> Group(ImmutableArray<ClassMember> members)
        => [.. members
            .GroupBy(m => m.Class)
            .Select(g => new ClassDeclaration(
                g.Key,
                g.First().Scope,
                g.OrderBy(m => m.UnitProperty, StringComparer.Ordinal).ToImmutableArray()))];
}
