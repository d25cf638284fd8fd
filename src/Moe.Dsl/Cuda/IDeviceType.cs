namespace Moe.Dsl;

/// <summary>A type with a CUDA form. The generated half of a routing or device struct implements it.</summary>
public interface IDeviceType
{
    /// <summary>The type's name and declaration in CUDA C++.</summary>
    CudaType CudaType { get; }
}
