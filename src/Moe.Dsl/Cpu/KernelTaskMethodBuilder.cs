using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// Builds <see cref="KernelTask"/>. The C# compiler hoists a body's locals into its state machine; this keeps the state
/// machine from its first suspension on, and hands it to whom it waits for. There is no scheduler and no context.
/// </summary>
public struct KernelTaskMethodBuilder
{
    private KernelFrame? _frame;

    /// <summary>The call.</summary>
    public readonly KernelTask Task => new(_frame);

    /// <summary>A builder for one call.</summary>
    public static KernelTaskMethodBuilder Create() => default;

    /// <summary>Runs the call up to its first suspension.</summary>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
        => stateMachine.MoveNext();

    /// <summary>Unused: a frame holds its own state machine.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>The call has returned.</summary>
    public readonly void SetResult() => _frame?.Complete();

    /// <summary>The call has failed.</summary>
    public void SetException(Exception exception) => (_frame ??= new KernelFrame()).Fail(exception);

    /// <summary>The call waits.</summary>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => Suspend(ref awaiter, ref stateMachine);

    /// <summary>The call waits.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => Suspend(ref awaiter, ref stateMachine);

    private void Suspend<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        if (_frame is null)
        {
            var frame = FramePool<MachineFrame<TStateMachine>>.Rent();

            // This builder is a field of the state machine: it has to know the frame before the state machine is copied.
            _frame = frame;
            frame.StateMachine = stateMachine;
        }

        AwaitIn(_frame, ref awaiter);
    }

    /// <summary>Has a frame resumed when what is awaited has happened.</summary>
    internal static void AwaitIn<TAwaiter>(KernelFrame frame, ref TAwaiter awaiter)
    {
        if (awaiter is not IKernelAwaiter)
            throw new NotSupportedException($"A kernel cannot await {typeof(TAwaiter)}.");
        ((IKernelAwaiter)awaiter).Suspend(frame);
    }
}
