namespace Moe.Runtime;

/// <summary>A block of device memory rented from a <see cref="DeviceMemoryPool"/>.</summary>
/// <param name="Pointer">Its address, aligned to 256 bytes; 0 where nothing was asked for.</param>
/// <param name="SizeClass">Which of the pool's sizes it has.</param>
internal readonly record struct DeviceBlock(nint Pointer, int SizeClass);
