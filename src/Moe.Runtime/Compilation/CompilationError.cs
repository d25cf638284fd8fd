using Moe.Dsl;

namespace Moe.Runtime.Compilation;

/// <summary>One error that a compiler found.</summary>
/// <param name="CudaLine">The line of the CUDA text, from 1, or null where the error is at no line of it.</param>
/// <param name="Message">What is wrong, in the compiler's words.</param>
/// <param name="Place">The C# place, where the line came from one.</param>
public sealed record CompilationError(int? CudaLine, string Message, CudaPlace? Place);
