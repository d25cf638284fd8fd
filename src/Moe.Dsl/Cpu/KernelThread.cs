using System.ComponentModel;

namespace Moe.Dsl;

/// <summary>
/// One thread of a grid on the CPU device, as a generated CPU body sees it: <c>ThreadIdx.X</c> in the author's kernel is
/// <c>thread.ThreadIdx.X</c> in its body. Whatever runs the bodies derives from it.
/// </summary>
public abstract class KernelThread
{
    private RegisterStack? _registers;
    private int _x;
    private int _y;
    private int _z;

    /// <summary>
    /// The thread of code that is called outside a launch, such as a routing's methods from a test: all that depends on
    /// a thread throws.
    /// </summary>
    public static KernelThread Outside { get; } = new OutsideThread();

    /// <summary>The thread's index in its block.</summary>
    public GridSize ThreadIdx
    {
        get => new(_x, _y, _z);
        protected set => (_x, _y, _z) = value;
    }

    /// <summary>The block's index in the grid.</summary>
    public GridSize BlockIdx { get; protected set; }

    /// <summary>The size of a block in threads.</summary>
    public GridSize BlockDim { get; protected set; }

    /// <summary>The size of the grid in blocks.</summary>
    public GridSize GridDim { get; protected set; }

    /// <summary>What the thread does together with its block.</summary>
    public ThreadBlock Block => new(this);

    /// <summary>What the thread does together with its warp.</summary>
    public ThreadWarp Warp => new(this);

    /// <summary>The shared memory of the thread's block.</summary>
    public ThreadShared Shared => new(this);

    /// <summary>The thread's own arrays.</summary>
    public ThreadRegisters Registers => new(this);

    /// <summary>The atomic operations at which the thread waits.</summary>
    public ThreadAtomic Atomic => new(this);

    /// <summary>
    /// Whether a span that the thread has can be of watched memory. Generated CPU bodies run another compilation of their
    /// loops where none can: see <see cref="IWatch"/>.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool HasWatchedMemory { get; protected set; }

    /// <summary>The thread's index in its block, x fastest.</summary>
    protected internal int LinearIndex
        => (((ThreadIdx.Z * BlockDim.Y) + ThreadIdx.Y) * BlockDim.X) + ThreadIdx.X;

    /// <summary>Whether uses of the block's shared memory are watched.</summary>
    protected internal virtual bool WatchesShared => true;

    /// <summary>Where the thread's own arrays stand.</summary>
    internal RegisterStack RegisterStack => _registers ??= new RegisterStack();

    /// <summary>What the thread waits for.</summary>
    protected internal KernelWait Wait { get; set; }

    /// <summary>
    /// The operation that the thread has arrived at, with the other lanes of its warp; null where it does not wait for
    /// those.
    /// </summary>
    protected internal WarpOperation? Operation { get; set; }

    /// <summary>What the thread brings to <see cref="Operation"/>, and, when it resumes, what it takes from it.</summary>
    protected internal ulong Value { get; set; }

    /// <summary>The operation's lane or distance, where it has one.</summary>
    protected internal int Argument { get; set; }

    /// <summary>One bit for each lane of the warp that takes part in <see cref="Operation"/>.</summary>
    protected internal uint Mask { get; set; }

    /// <summary>What the kernel language calls that at which the thread waits.</summary>
    protected internal string WaitName { get; set; } = "";

    /// <summary>The C# file of the place where the thread waits.</summary>
    protected internal string File { get; set; } = "";

    /// <summary>The line there.</summary>
    protected internal int Line { get; set; }

    /// <summary>Where the thread goes on once what it waits for has happened; null while it does not wait.</summary>
    protected internal KernelFrame? Continuation { get; set; }

    /// <summary>Moves the thread along x. Generated CPU bodies call this in their loop over threads.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void MoveTo(int x) => _x = x;

    /// <summary>
    /// Whether <c>BlockIdx.X * BlockDim.X + x</c> is an index of a span for every x below <paramref name="end"/>. Generated
    /// CPU bodies ask this once for a row of threads, in place of each thread's checks.
    /// </summary>
    /// <param name="end">The x behind the last one.</param>
    /// <param name="length">How many elements the span has.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsRowInside(int end, int length) => ((long)BlockIdx.X * BlockDim.X) + end <= length;

    /// <summary>Forgets the arrays of the thread that was here before, which may have failed in the midst of them.</summary>
    protected void ForgetRegisters()
    {
        if (_registers is not null)
            _registers.Top = 0;
    }

    /// <summary>
    /// Shared memory of the thread's block, the same for each of its threads that asks for its next piece.
    /// </summary>
    /// <param name="bytes">The piece's size.</param>
    /// <param name="grain">The size of the smallest thing in it, a power of two.</param>
    protected internal abstract unsafe void* NextShared(int bytes, int grain);

    private sealed class OutsideThread : KernelThread
    {
        protected internal override unsafe void* NextShared(int bytes, int grain)
            => throw OutsideKernelException.Of("Shared.Span");
    }
}
