using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>What a CPU body can await.</summary>
internal interface IKernelAwaiter : ICriticalNotifyCompletion
{
    /// <summary>Has <paramref name="frame"/> resumed when what is awaited has happened.</summary>
    void Suspend(KernelFrame frame);
}
