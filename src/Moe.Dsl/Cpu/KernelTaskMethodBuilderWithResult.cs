using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>Builds <see cref="KernelTask{T}"/>, as <see cref="KernelTaskMethodBuilder"/> does its own.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public struct KernelTaskMethodBuilder<T>
{
    private KernelFrame<T>? _frame;

    // Of a call that never waits; otherwise the frame has the result.
    private T _result;

    /// <summary>The call.</summary>
    public readonly KernelTask<T> Task => new(_frame, _result);

    /// <summary>A builder for one call.</summary>
    public static KernelTaskMethodBuilder<T> Create() => default;

    /// <summary>Runs the call up to its first suspension.</summary>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
        => stateMachine.MoveNext();

    /// <summary>Unused: a frame holds its own state machine.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>The call has returned.</summary>
    public void SetResult(T result)
    {
        if (_frame is null)
        {
            _result = result;
            return;
        }

        _frame.Result = result;
        _frame.Complete();
    }

    /// <summary>The call has failed.</summary>
    public void SetException(Exception exception) => (_frame ??= new KernelFrame<T>()).Fail(exception);

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
            var frame = FramePool<MachineFrame<TStateMachine, T>>.Rent();

            // This builder is a field of the state machine: it has to know the frame before the state machine is copied.
            _frame = frame;
            frame.StateMachine = stateMachine;
        }

        KernelTaskMethodBuilder.AwaitIn(_frame, ref awaiter);
    }
}
