namespace Moe.Generators.Cuda;

/// <summary>A unit of CUDA text, as the generated half will hold it.</summary>
/// <param name="Name">The qualified CUDA name, with parameter types where a function is overloaded.</param>
/// <param name="Text">The declaration, ending in a line feed.</param>
/// <param name="Places">Where its lines come from, in rising order.</param>
/// <param name="Needs">C# expressions of type <c>Moe.Dsl.CudaUnit</c>: what has to stand before it, each once.</param>
internal sealed record UnitModel(
    string Name, string Text, EquatableArray<PlaceModel> Places, EquatableArray<string> Needs);
