using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>Builds <see cref="KernelTask{T}"/>, as <see cref="KernelTaskMethodBuilder"/> does its own.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public struct KernelTaskMethodBuilder<T>
{
    private KernelFrame? _frame;
    private StrongBox<T> _result;

    /// <summary>The call.</summary>
    public readonly KernelTask<T> Task => new(_frame, _result);

    /// <summary>A builder for one call.</summary>
    public static KernelTaskMethodBuilder<T> Create() => new() { _result = new StrongBox<T>() };

    /// <summary>Runs the call up to its first suspension.</summary>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
        => stateMachine.MoveNext();

    /// <summary>Unused: a frame holds its own state machine.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>The call has returned.</summary>
    public readonly void SetResult(T result)
    {
        _result.Value = result;
        _frame?.Complete();
    }

    /// <summary>The call has failed.</summary>
    public void SetException(Exception exception) => (_frame ??= new KernelFrame()).Fail(exception);

    /// <summary>The call waits.</summary>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => KernelTaskMethodBuilder.Suspend(ref _frame, ref awaiter, ref stateMachine);

    /// <summary>The call waits.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => KernelTaskMethodBuilder.Suspend(ref _frame, ref awaiter, ref stateMachine);
}
