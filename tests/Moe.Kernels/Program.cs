using System.CommandLine;
using Moe.Kernels;
using Moe.Runtime;

// Those that never end would keep compute-sanitizer waiting, too.
var name = new Argument<string>("kernel") { Description = "The kernel's name." };
name.AcceptOnlyFromAmong([.. WrongKernels.All.Where(k => k.Ends).Select(k => k.Name)]);
var command = new RootCommand("Launches a wrong kernel on the first GPU, for compute-sanitizer to look at.") { name };
command.SetAction(parsed =>
{
    if (CudaDevice.WhyNone is { } reason)
    {
        Console.Error.WriteLine(reason);
        return 2;
    }

    try
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var x = device.CopyOf<int>(KernelCase.Input);
        using var y = device.CopyOf<int>(new int[KernelCase.Length]);
        WrongKernels.All.Single(k => k.Name == parsed.GetRequiredValue(name)).Run(stream, x, y);
        stream.Synchronize();
        return 0;
    }
    catch (CudaException error)
    {
        Console.Error.WriteLine(error.Message);
        return 3;
    }
});
return command.Parse(args).Invoke();
