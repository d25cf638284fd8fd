using System.Collections.Immutable;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>A declaration of CUDA C++ that makes up a unit.</summary>
/// <param name="Comments">What the author's summary says, then each parameter, without markup.</param>
internal abstract record CudaDeclaration(ImmutableArray<string> Comments, SourcePlace? Place);

/// <summary>A function, a member function, or a constructor.</summary>
internal sealed record FunctionDeclaration(
    ImmutableArray<string> Comments,
    SourcePlace? Place,
    ImmutableArray<string> TemplateParameters,
    string Head,
    ImmutableArray<string> Parameters,
    string Qualifier,
    ImmutableArray<string> MemberInitializers,
    BlockStatement Body) : CudaDeclaration(Comments, Place);

internal sealed record StructDeclaration(
    ImmutableArray<string> Comments,
    SourcePlace? Place,
    ImmutableArray<string> TemplateParameters,
    string Name,
    ImmutableArray<string> Constants,
    ImmutableArray<string> Fields,
    ImmutableArray<FunctionDeclaration> Functions,
    bool HasConstructor) : CudaDeclaration(Comments, Place);

internal sealed record EnumDeclaration(string Name, string UnderlyingType, ImmutableArray<string> Members)
    : CudaDeclaration([], null);
