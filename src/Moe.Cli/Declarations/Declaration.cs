using System.Reflection;
using Moe.Dsl;

namespace Moe.Cli;

/// <summary>Something in an assembly that has CUDA C++.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its full C# name, such as <c>App.Activations.SwiGlu</c>.</param>
/// <param name="Type">Its type; for a kernel the generated launch; for a function the class it is in.</param>
/// <param name="UnitProperty">The generated property that holds its CUDA C++.</param>
internal sealed record Declaration(DeclarationKind Kind, string Name, Type Type, PropertyInfo UnitProperty)
{
    /// <summary>Its CUDA C++.</summary>
    /// <exception cref="InspectException">It has none, because it is in error, or was made for another prelude.</exception>
    public CudaUnit Unit
    {
        get
        {
            // A template's text is the same whatever its arguments.
            var holder = TypeArguments.Close(UnitProperty.DeclaringType!, routing: null);
            return Generated.Get<CudaUnit>(
                () => holder.GetProperty(UnitProperty.Name, DeclarationFinder.Statics)!.GetValue(null));
        }
    }
}
