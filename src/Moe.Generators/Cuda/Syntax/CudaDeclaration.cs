using System.Collections.Immutable;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>A declaration of CUDA C++ that makes up a unit.</summary>
/// <param name="Summary">What the author's summary says, without markup; empty where there is none.</param>
internal abstract record CudaDeclaration(string Summary, SourcePlace? Place);

/// <summary>A function, a member function, or a constructor.</summary>
internal sealed record FunctionDeclaration(
    string Summary,
    SourcePlace? Place,
    ImmutableArray<string> TemplateParameters,
    string Head,
    ImmutableArray<string> Parameters,
    string Qualifier,
    ImmutableArray<string> MemberInitializers,
    BlockStatement Body) : CudaDeclaration(Summary, Place);

internal sealed record StructDeclaration(
    string Summary,
    SourcePlace? Place,
    ImmutableArray<string> TemplateParameters,
    string Name,
    ImmutableArray<string> Constants,
    ImmutableArray<string> Fields,
    ImmutableArray<FunctionDeclaration> Functions,
    bool HasConstructor) : CudaDeclaration(Summary, Place);

internal sealed record EnumDeclaration(
    string Summary, string Name, string UnderlyingType, ImmutableArray<string> Members)
    : CudaDeclaration(Summary, null);
