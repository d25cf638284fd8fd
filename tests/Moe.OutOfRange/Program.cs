using Moe.Dsl;
using Moe.OutOfRange;
using Moe.Runtime;

// Writes out of range on a GPU. Run under compute-sanitizer, which names the line of Strays.cs that does.
const int length = 100;
const int distance = 1 << 28;
using var device = new CudaDevice(0);
using var stream = device.CreateStream();
using var x = device.Allocate<int>(length);
stream.Launch(Strays.Kernels.Write(x, distance), LaunchGrid.Cover(length, blockSize: 64));
try
{
    stream.Synchronize();
    Console.WriteLine("Nothing was found.");
    return 0;
}
catch (CudaException e)
{
    Console.WriteLine(e.Message);
    return 3;
}
