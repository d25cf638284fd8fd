using System.Text;
using Moe.Runtime.Compilation;

namespace Moe.Runtime;

/// <summary>A kernel loaded on a GPU.</summary>
/// <param name="Function">The driver's handle, to launch.</param>
/// <param name="Module">The driver's handle of the machine code.</param>
internal sealed unsafe record CudaKernel(nint Function, nint Module)
{
    private const int RegistersAttribute = 4;

    /// <summary>Loads machine code. The context is current.</summary>
    /// <exception cref="CudaException">The GPU does not take it.</exception>
    public static CudaKernel Load(CudaContext context, CompiledKernel compiled)
    {
        var cuda = context.Cuda;
        nint module;
        int result;
        fixed (byte* image = compiled.Cubin.Span)
            result = cuda.ModuleLoadData(&module, image);
        if (result != 0)
            throw context.Error(result, $"loading {compiled.NameExpression} for {compiled.Architecture}");

        nint function;
        fixed (byte* name = Encoding.UTF8.GetBytes(compiled.LoweredName + '\0'))
            result = cuda.ModuleGetFunction(&function, module, name);

        // A driver may put off loading a function until it is used, and then wait for all work of the GPU, in which
        // another rank may be waiting for this one. Asking for an attribute loads it now.
        int registers;
        if (result == 0)
            result = cuda.FuncGetAttribute(&registers, RegistersAttribute, function);
        if (result == 0)
            return new CudaKernel(function, module);
        cuda.ModuleUnload(module);
        throw context.Error(result, $"finding {compiled.LoweredName} in its own machine code");
    }

    /// <summary>Unloads it. The context is current, and nothing enqueued still runs it.</summary>
    public void Unload(CudaContext context)
        => context.CheckFreed(context.Cuda.ModuleUnload(Module), "unloading a kernel");
}
