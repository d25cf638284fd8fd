using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>
/// Draws a kernel: steps that each thread takes by itself, and, unless its threads do not wait, between them steps in which
/// the threads of a block or warp meet. No two threads touch one element between barriers, and all of them come to every
/// barrier, so that there is one right result.
/// </summary>
internal sealed class KernelDrawer
{
    private readonly Draw _draw;
    private readonly List<NumberType> _areas;
    private readonly MethodDrawer _drawer;
    private readonly Names _names;
    private readonly NumberType _sharedType;
    private readonly int _live;
    private readonly bool _hasFullWarps;
    private int _loops;

    /// <param name="draw">Where chance comes from.</param>
    /// <param name="vocabulary">What the kernel can use.</param>
    /// <param name="areas">What memory is made of; the first holds int.</param>
    public KernelDrawer(Draw draw, Vocabulary vocabulary, List<NumberType> areas)
    {
        _draw = draw;
        _areas = areas;
        _names = new Names(draw);
        _drawer = new MethodDrawer(draw, vocabulary, _names, isUnfailing: true);
        Grid = new CaseGrid(draw.Between(1, 2), draw.OneOf(32, 64, 64, 33, 40, 7));
        _live = draw.Chance(0.2) ? draw.Between(1, Grid.Threads) : Grid.Threads;
        _hasFullWarps = _live % 32 == 0;
        _sharedType = draw.OneOf(areas);
    }

    /// <summary>What it is launched with.</summary>
    public CaseGrid Grid { get; }

    /// <summary>The kernel, with the device function that it may call.</summary>
    public string Text()
    {
        _drawer.Scope.Add(new Variable("thread", NumberTypes.Int, IsAssignable: false));
        _drawer.Scope.Add(new Variable("place", NumberTypes.Int, IsAssignable: false));
        var parameters = new List<string>();
        foreach (var area in _areas)
        {
            bool isOwn = area == NumberTypes.Int || _draw.Chance(0.5);
            parameters.Add($"{(isOwn ? "Span" : "ReadOnlySpan")}<{area.Name}> {area.Area}");
            _drawer.Scope.Add(isOwn
                ? new Variable($"{area.Area}[place]", area, CanBeCaptured: false)
                : new Variable(area.Area, area, IsAssignable: false, Length: CaseMemory.Span));
        }

        return _draw.Chance(0.3) ? Alone(parameters) : Meeting(parameters);
    }

    // Each thread by itself: the CPU device runs such a kernel a row of threads at a time.
    private string Alone(List<string> parameters)
    {
        string text = $"[Kernel] public static void Run({string.Join(", ", parameters)})\n{{\nunchecked\n{{\n"
            + "int thread = ThreadIdx.X;\nint place = BlockIdx.X * BlockDim.X + ThreadIdx.X;\n";
        if (_live < Grid.Threads)
            text += $"if ({_draw.OneOf($"thread >= {_live}", "place >= ints.Length", "ints.Length <= place")})\n{{\nreturn;\n}}\n";
        return text + _drawer.Statements(_draw.Between(1, 8)) + "}\n}\n";
    }

    private string Meeting(List<string> parameters)
    {
        bool isLocal = _draw.Chance(0.4);
        string text = (isLocal ? "" : "[Device] static int Total(int value) => unchecked(Warp.Sum(value) + Warp.Lane);\n\n")
            + $"[Kernel] public static void Run({string.Join(", ", parameters)})\n{{\n"
            + $"var shared = Shared.Span<{_sharedType.Name}>({Grid.Threads});\nvar sharedSum = Shared.Span<long>(1);\n"
            + "unchecked\n{\nint seen = 0;\nint thread = ThreadIdx.X;\nint place = BlockIdx.X * BlockDim.X + thread;\n";
        if (_live < Grid.Threads)
            text += $"if (thread >= {_live})\n{{\nreturn;\n}}\n";
        text += _drawer.Statements(2);
        for (int i = _draw.Between(2, 4); i > 0; i--)
            text += Step();
        if (isLocal)
            text += "int Total(int value)\n{\nseen++;\nreturn unchecked(Warp.Sum(value) * seen + Warp.Lane);\n}\n";
        return text + _drawer.Statements(1) + "}\n}\n";
    }

    private string Step() => _draw.Weighted<Func<string>>(
        (6, () => _drawer.Statements(2)),
        (6, Exchange),
        (8, Meeting),
        (3, Sum),
        (2, Filling),
        (_loops < 2 ? 3 : 0, Loop),
        (_loops < 2 ? 2 : 0, Branch))();

    // One for all threads: they have the same number of rounds, and go the same way.
    private string Loop()
    {
        string counter = "uniform" + _names.Fresh();
        return $"for (int {counter} = 0; {counter} < {_draw.Between(1, 3)}; {counter}++)\n{Steps()}";
    }

    private string Branch() => $"if ({_draw.OneOf("BlockIdx.X == 0", "GridDim.X > 1", "BlockDim.X < 40", "BlockIdx.X > 0")} && {_draw.OneOf("true", "GridDim.X < 9")} /* uniform */)\n{Steps()}";

    private string Steps()
    {
        _loops++;
        string text = "{\n" + _drawer.Scope.Nested(() => Step() + (_draw.Chance(0.4) ? Step() : "")) + "}\n";
        _loops--;
        return text;
    }

    private string Exchange()
    {
        if (_drawer.Target(_sharedType) is not { } target)
            return _drawer.Statements(1);
        return $"{{\nshared[thread] = {_drawer.Value(_sharedType)};\nBlock.Sync();\n"
            + $"{target} = shared[(thread + {_draw.Between(0, 70)}) % {_live}];\nBlock.Sync();\n}}\n";
    }

    private string Sum()
    {
        string operation = _draw.OneOf("Add", "Min", "Max");
        string change = $"Atomic.{operation}(ref sharedSum[0], {_drawer.Value(NumberTypes.Long)});\n";
        return "{\nif (thread == 0)\nsharedSum[0] = 3;\nBlock.Sync();\n" + change
            + "Block.Sync();\nints[place] ^= (int)sharedSum[0];\nBlock.Sync();\n}\n";
    }

    private string Filling()
    {
        if (_drawer.Target(_sharedType) is not { } target)
            return _drawer.Statements(1);
        string value = $"({_sharedType.Name}){_draw.Between(0, 100)}";
        if (_sharedType.Kind == NumberKind.Truth)
            value = "true";
        return $"{{\nBlock.Fill(shared, {value});\nBlock.Sync();\n{target} = shared[(thread + 1) % {_live}];\nBlock.Sync();\n}}\n";
    }

    // Every lane comes to the operation: it stands in no condition's branch. What is around it has side effects of its own.
    private string Meeting()
    {
        var (type, call) = WarpCall();
        var computed = type == NumberTypes.Bool ? NumberTypes.Bool : NumberTypes.Promoted(type, NumberTypes.Int) ?? type;
        string value = computed == NumberTypes.Bool
            ? $"{_drawer.Value(NumberTypes.Bool)} ^ {call} | {_drawer.Value(NumberTypes.Bool)}"
            : computed == NumberTypes.ULong || computed.Kind == NumberKind.Stored ? call
            : $"{_drawer.Value(computed)} - {call} + {_drawer.Value(computed)}";
        if (_draw.Chance(0.4) && computed == NumberTypes.Int)
            return $"ints[place] {_draw.OneOf("=", "+=", "^=", "-=")} {value};\n";
        string name = _names.Fresh();
        _drawer.Scope.Add(new Variable(name, computed));
        return $"{computed.Name} {name} = ({computed.Name})({value});\n";
    }

    private (NumberType Type, string Call) WarpCall()
    {
        switch (_draw.Between(0, _hasFullWarps ? 9 : 5))
        {
            case 0:
                return (NumberTypes.Int, $"Warp.Sum({_drawer.Value(NumberTypes.Int)})");
            case 1:
                return (NumberTypes.UInt, $"Warp.Ballot({_drawer.Value(NumberTypes.Bool)})");
            case 2:
                return (NumberTypes.Bool, $"Warp.{_draw.OneOf("Any", "All")}({_drawer.Value(NumberTypes.Bool)})");
            case 3:
                return (NumberTypes.UInt, $"Warp.MatchAny({_drawer.Value(NumberTypes.Int)} & 3)");
            case 4:
                return (NumberTypes.Int, $"Total({_drawer.Value(NumberTypes.Int)})");
            case 5:
                return (NumberTypes.UInt, $"({_draw.OneOf("Warp.LanesBelow", "(uint)Warp.Index", "(uint)Warp.Lane")} + Warp.Ballot({_drawer.Value(NumberTypes.Bool)}))");
            default:
                var type = _draw.OneOf(NumberTypes.All);
                string value = $"({type.Name})({_drawer.Value(type)})";
                string distance = _draw.Chance(0.5) ? $"{_draw.Between(0, 31)}" : $"{_drawer.Value(NumberTypes.Int)} & 31";
                return (type, $"Warp.{_draw.OneOf("Shuffle", "ShuffleUp", "ShuffleDown")}({value}, {distance})");
        }
    }
}
