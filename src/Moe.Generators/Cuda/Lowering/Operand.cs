using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>One of several expressions that are evaluated left to right.</summary>
/// <param name="Type">Its type, for the temporary that may have to hold it.</param>
/// <param name="Lower">Lowers it.</param>
/// <param name="Name">The parameter that it is for, if it is an argument.</param>
internal readonly record struct Operand(ITypeSymbol Type, Func<Value> Lower, string? Name = null);
