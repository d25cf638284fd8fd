using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>Draws a case: enums and structs, device functions that call one another, and Run, which calls the last.</summary>
internal sealed class CaseDrawer
{
    /// <summary>The fewest elements of a span that a function is given.</summary>
    public const int SpanLength = CaseMemory.Elements;

    private readonly Draw _draw;
    private readonly Vocabulary _vocabulary = new();
    private readonly List<NumberType> _areas = [NumberTypes.Int];
    private string _types = "";
    private string _methods = "";

    private readonly bool _isKernel;

    private CaseDrawer(Draw draw)
    {
        _draw = draw;
        _isKernel = draw.Chance(0.1);
    }

    /// <summary>Draws a case; one in so many is a kernel.</summary>
    public static FuzzCase Of(ulong seed, long number)
    {
        var drawer = new CaseDrawer(new Draw(seed, number));
        return drawer._isKernel ? drawer.Kernel(seed, number) : drawer.Function(seed, number);
    }

    private FuzzCase Function(ulong seed, long number)
    {
        Declare();
        var names = new Names(_draw);
        var parameters = Parameters(names, _draw.Between(2, 5), mayRefer: true);
        var result = _draw.OneOf(_areas);
        var drawer = new MethodDrawer(_draw, _vocabulary, names, _isKernel);
        string body = Method(drawer, parameters, result, _draw.Between(1, 9));
        _methods += $"[Device] public static {result.Name} Test({string.Join(", ", parameters.Select(p => p.Text))})\n{body}\n\n";
        string spans = string.Join(", ", _areas.Select(a => $"Span<{a.Name}> {a.Area}"));
        string arguments = string.Join(", ", parameters.Select((p, i) => Argument(p, i)));
        _methods += $"[Device] public static void Run({spans}) => {result.Area}[7] = Test({arguments});\n";
        return new FuzzCase(seed, number, Source(), _areas);
    }

    private FuzzCase Kernel(ulong seed, long number)
    {
        Declare();
        var kernel = new KernelDrawer(_draw, _vocabulary, _areas);
        _methods += kernel.Text();
        return new FuzzCase(seed, number, Source(), _areas, kernel.Grid);
    }

    private string Source()
        => $"namespace Case\n{{\n{_types}\npublic static partial class Program\n{{\n{_methods}}}\n}}\n";

    private void Declare()
    {
        for (int i = _draw.Between(1, 3); i > 0; i--)
        {
            var type = Vocabulary.AnyNumber(_draw);
            if (!_areas.Contains(type))
                _areas.Add(type);
        }

        if (_draw.Chance(0.3))
            Enum();
        for (int i = _draw.Between(-3, 2); i > 0; i--)
            Struct();
        for (int i = _draw.Between(-2, 2); i > 0; i--)
            Tuple();
        if (_draw.Chance(0.15))
            Generic();
        _methods += MethodDrawer.TrapMembers;
        for (int i = _draw.Between(0, 3); i > 0; i--)
            Helper();
    }

    private void Enum()
    {
        var underlying = _draw.OneOf(NumberTypes.Whole.Where(t => t != NumberTypes.Char).ToList());
        string name = _draw.OneOf("Mode", "Kind", "Level");
        int first = _draw.Between(0, 2);
        string[] members = ["None", "Slow", "Fast", "Last"];
        _types += $"[Device] public enum {name} : {underlying.Name} {{ None = {first}, Slow, Fast = {first + 5}, Last = {_draw.Between(20, 120)} }}\n";
        _vocabulary.Enums.Add(new EnumType(name, underlying, members));
    }

    private void Tuple()
    {
        var elements = new List<IValueType>();
        for (int i = _draw.Between(2, 3); i > 0; i--)
            elements.Add(_draw.Chance(0.1) ? _vocabulary.AnyType(_draw) : _vocabulary.AnyFieldType(_draw));
        var spelled = elements.Select((e, i) => _draw.Chance(0.4) ? $"{e.Name} Named{i}" : e.Name);
        _vocabulary.Tuples.Add(new TupleType($"({string.Join(", ", spelled)})", elements));
    }

    private void Struct()
    {
        string name = $"{_draw.OneOf("Pair", "Counter", "Block", "float4", "Span")}{_vocabulary.Structs.Count}";
        var fields = new List<(string Name, IValueType Type)>();
        bool isRecord = _draw.Chance(0.4);
        for (int i = _draw.Between(1, 3); i > 0; i--)
        {
            // A record's equality of floating point is like no other.
            var field = isRecord && _draw.Chance(0.4)
                ? _draw.OneOf(NumberTypes.Float, NumberTypes.Double)
                : _vocabulary.AnyFieldType(_draw);
            fields.Add(($"{_draw.OneOf("Left", "Value", "Data", "x", "signed")}{i}", field));
        }

        string declared = string.Join(", ", fields.Select(f => $"{f.Type.Name} {f.Name}"));
        if (isRecord)
        {
            _types += $"[Device] public partial record struct {name}({declared});\n";
            bool isComparable = fields.All(f => f.Type is EnumType or NumberType { Kind: not NumberKind.Stored } or StructType { HasEquality: true });
            _vocabulary.Structs.Add(new StructType(name, fields, [.. fields.Select(f => f.Type)], IsRecord: true, isComparable));
            return;
        }

        bool captures = _draw.Chance(0.4);
        var type = new StructType(name, fields, captures ? [NumberTypes.Int] : null, IsRecord: false, HasEquality: false);
        string head = captures ? "(int start)" : "";
        string text = $"[Device] public partial struct {name}{head}\n{{\n";
        bool hasInitializer = captures && fields[0].Type.Equals(NumberTypes.Int);
        for (int i = 0; i < fields.Count; i++)
        {
            text += $"public {fields[i].Type.Name} {fields[i].Name}";
            text += i == 0 && hasInitializer ? " { get; set; } = start ^ 5;\n" : ";\n";
        }

        for (int i = _draw.Between(0, 2); i > 0; i--)
            text += Member(type, i, captures);
        _types += text + "}\n";
        _vocabulary.Structs.Add(type);
    }

    private string Member(StructType type, int number, bool captures)
    {
        var names = new Names(_draw);
        var drawer = new MethodDrawer(_draw, _vocabulary, names, _isKernel);
        bool isMutating = _draw.Chance(0.6);
        foreach (var (field, fieldType) in type.Fields)
            drawer.Scope.Add(new Variable(field, fieldType, isMutating, CanBeCaptured: false));
        if (captures)
            drawer.Scope.Add(new Variable("start", NumberTypes.Int, isMutating, CanBeCaptured: false));
        var result = Vocabulary.AnyNumber(_draw);
        string readOnly = isMutating ? "" : "readonly ";
        if (!isMutating && captures && _draw.Chance(0.5))
        {
            type.Members.Add(new Function($"Sum{number}", result, [], IsProperty: true));
            return $"[Device] public {readOnly}{result.Name} Sum{number} => unchecked({drawer.PureExpression(result)});\n";
        }

        var parameters = Parameters(names, _draw.Between(1, 2), mayRefer: false);
        string body = Method(drawer, parameters, result, _draw.Between(1, 3));
        type.Members.Add(new Function($"Next{number}", result, parameters, drawer.IsHeavy));
        return $"[Device] public {readOnly}{result.Name} Next{number}({string.Join(", ", parameters.Select(p => p.Text))})\n{body}\n";
    }

    private void Helper()
    {
        var names = new Names(_draw);
        var parameters = Parameters(names, _draw.Between(1, 3), mayRefer: true);
        IValueType? result = _draw.Chance(0.12) ? null : _vocabulary.AnyType(_draw);
        var drawer = new MethodDrawer(_draw, _vocabulary, names, _isKernel);
        string name = $"{_draw.OneOf("Bump", "Step", "int2", "Sync")}{_vocabulary.Functions.Count}";
        string body = Method(drawer, parameters, result, _draw.Between(1, 4));
        _methods += $"[Device] static {result?.Name ?? "void"} {name}({string.Join(", ", parameters.Select(p => p.Text))})\n{body}\n\n";
        _vocabulary.Functions.Add(new Function(name, result, parameters, drawer.IsHeavy));
    }

    // A generic function is called with type arguments that are inferred.
    private void Generic()
    {
        _methods += "[Device] static T Pick<T>(bool first, T a, T b) where T : unmanaged => first ? a : b;\n\n";
        _methods += "[Device] static T Swap<T>(ref T a, T b) where T : unmanaged { T old = a; a = b; return old; }\n\n";
        for (int i = 0; i < 2; i++)
        {
            var type = _vocabulary.AnyType(_draw);
            _vocabulary.Functions.Add(new Function(
                $"Pick<{type.Name}>", type,
                [new Parameter("first", NumberTypes.Bool), new Parameter("a", type), new Parameter("b", type)]));
            _vocabulary.Functions.Add(new Function(
                $"Swap<{type.Name}>", type, [new Parameter("a", type, "ref"), new Parameter("b", type)]));
        }
    }

    private List<Parameter> Parameters(Names names, int count, bool mayRefer)
    {
        List<Parameter> parameters = [new(names.Fresh(), NumberTypes.Int)];
        for (int i = 1; i < count; i++)
        {
            var area = _draw.OneOf(_areas);
            parameters.Add(_draw.Between(0, mayRefer ? 10 : 5) switch
            {
                0 => new Parameter(names.Fresh(), _vocabulary.AnyType(_draw)),
                < 6 => new Parameter(names.Fresh(), area),
                6 => new Parameter(names.Fresh(), area, _draw.OneOf("ref", "ref", "out", "in")),
                7 when _vocabulary.Structs.Count > 0 =>
                    new Parameter(names.Fresh(), _draw.OneOf(_vocabulary.Structs), "in"),
                _ => new Parameter(names.Fresh(), area, Span: _draw.OneOf("Span", "Span", "ReadOnlySpan")),
            });
        }

        return parameters;
    }

    private static string Method(MethodDrawer drawer, List<Parameter> parameters, IValueType? result, int statements)
    {
        string start = "";
        foreach (var parameter in parameters)
        {
            if (parameter.Modifier == "out")
                start += $"{parameter.Name} = default;\n";
            bool isAssignable = parameter.Modifier != "in" && parameter.Span != "ReadOnlySpan";
            drawer.Scope.Add(new Variable(
                parameter.Name, parameter.Type, isAssignable, CanBeCaptured: parameter.Modifier.Length == 0,
                Length: parameter.Span.Length > 0 ? SpanLength : 0));
        }

        return drawer.Body(result, statements, start);
    }

    private string Argument(Parameter parameter, int number)
    {
        if (parameter.Span.Length > 0)
            return ((NumberType)parameter.Type).Area;
        bool isHanded = parameter.Modifier.Length > 0 && parameter.Type is NumberType;
        string modifier = isHanded ? parameter.Modifier + " " : "";
        return modifier + Initial(parameter.Type, number);
    }

    // Test's arguments are what memory holds.
    private string Initial(IValueType type, int number)
    {
        switch (type)
        {
            case NumberType area:
                if (!_areas.Contains(area))
                    return $"default({area.Name})";
                return $"{area.Area}[{number % SpanLength}]";
            case EnumType named:
                return $"({named.Name}){NumberTypes.Int.Area}[{number % SpanLength}]";
            case TupleType tuple:
                return $"({string.Join(", ", tuple.Elements.Select((e, i) => Initial(e, number + i)))})";
            default:
                var structure = (StructType)type;
                var fields = structure.Fields.Select((f, i) => $"{f.Name} = {Initial(f.Type, number + i)}");
                return $"new {structure.Name}{(structure.Constructor is null ? "" : structure.IsRecord ? $"({string.Join(", ", structure.Fields.Select((f, i) => Initial(f.Type, i)))})" : "(3)")} {{ {string.Join(", ", fields)} }}";
        }
    }
}
