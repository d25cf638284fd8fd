using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>A frame that holds its state machine.</summary>
internal sealed class MachineFrame<TStateMachine> : KernelFrame
    where TStateMachine : IAsyncStateMachine
{
    public TStateMachine StateMachine = default!;

    public override void Resume() => StateMachine.MoveNext();

    private protected override void Recycle()
    {
        StateMachine = default!;
        FramePool<MachineFrame<TStateMachine>>.Return(this);
    }
}

/// <summary>A frame that holds its state machine, of a call that returns a value.</summary>
internal sealed class MachineFrame<TStateMachine, T> : KernelFrame<T>
    where TStateMachine : IAsyncStateMachine
{
    public TStateMachine StateMachine = default!;

    public override void Resume() => StateMachine.MoveNext();

    private protected override void Recycle()
    {
        StateMachine = default!;
        FramePool<MachineFrame<TStateMachine, T>>.Return(this);
    }
}
