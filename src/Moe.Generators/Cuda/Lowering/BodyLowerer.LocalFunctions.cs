using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// Local functions: lambdas that capture by reference, as C# does. C# lets them stand anywhere in their block; here
/// each comes before the first statement that needs it.
/// </summary>
internal sealed partial class BodyLowerer
{
    private readonly Dictionary<ISymbol, ILocalFunctionOperation> _functions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);

    /// <summary>Lowers the statements of a block or of a switch's section.</summary>
    private void LowerStatements(ImmutableArray<IOperation> statements)
    {
        var functions = statements.OfType<ILocalFunctionOperation>().ToList();
        foreach (var statement in statements.Where(s => s is not ILocalFunctionOperation))
        {
            foreach (var called in LocalFunctions.CalledIn(statement))
                WriteFirst(called, statement, functions);
            LowerStatement(statement);
        }

        // Of those that no statement calls only the errors are of use; they come last, for they may call the others.
        foreach (var unused in functions.Where(f => !_written.Contains(f.Symbol)))
            Capture(() => Write(unused, unused, functions));

        foreach (var function in functions)
            _functions.Remove(function.Symbol);
    }

    /// <summary>Writes a function of this block before the first statement that calls it.</summary>
    private void WriteFirst(IMethodSymbol called, IOperation statement, List<ILocalFunctionOperation> functions)
    {
        var function = functions.Find(f => SymbolEqualityComparer.Default.Equals(f.Symbol, called));
        if (function is not null && !_written.Contains(called))
            Write(function, statement, functions);
    }

    private bool Write(ILocalFunctionOperation function, IOperation statement, List<ILocalFunctionOperation> functions)
    {
        _written.Add(function.Symbol);
        _functions[function.Symbol] = function;
        foreach (var called in LocalFunctions.CalledIn(function))
            WriteFirst(called, statement, functions);
        var (where, place, current) = (_where, _place, _current);
        LowerLocalFunction(function, statement);
        (_where, _place, _current) = (where, place, current);
        return true;
    }

    private void LowerLocalFunction(ILocalFunctionOperation function, IOperation statement)
    {
        var method = function.Symbol;
        var identifier = ((LocalFunctionStatementSyntax)function.Syntax).Identifier.GetLocation();
        _where = function.Syntax;
        _place = _unit.PlaceOf(identifier);
        var captured = LocalFunctions.Captured(function).ToList();
        if (RefusalOf(function, captured, statement) is var (construct, instead))
        {
            _unit.Report(DiagnosticDescriptors.UnsupportedStatement, identifier, construct, _user, instead);
            return;
        }

        if (method.RefKind != RefKind.None)
            _unit.Report(DiagnosticDescriptors.Reference, identifier, "a reference return", _user);
        FunctionLowerer.CheckReferences(_unit, method);
        bool captures = captured.Count > 0 || LocalFunctions.CalledIn(function).Any()
            || function.Descendants().Any(o => o is IFieldReferenceOperation { Field.IsConst: true });
        var body = LowerBlock(function.Body!);
        Emit(new LambdaStatement(
            NameOf(method),
            captures,
            [.. method.Parameters.Select(p => FunctionLowerer.Parameter(_unit, p))],
            method.ReturnsVoid ? null : TypeOf(method.ReturnType),
            body) { Place = _unit.PlaceOf(identifier) });
    }

    private static (string Construct, string Instead)? RefusalOf(
        ILocalFunctionOperation function, List<ISymbol> captured, IOperation statement)
    {
        if (function.Symbol.IsGenericMethod)
            return ("a generic local function", "Write a static [Device] method.");
        if (function.Body is null)
            return ("a local function without a body", "Write one.");
        if (Interruptions.In(function.Symbol, function.Body) is var (_, interruption, otherwise))
            return ($"a local function with {interruption}", otherwise);

        // C# lets a function that only assigns a variable be called before the variable's declaration.
        var late = captured.FirstOrDefault(variable => variable.DeclaringSyntaxReferences.Any(
            r => r.Span.Start >= statement.Syntax.SpanStart && !function.Syntax.Span.Contains(r.Span)));
        return late is null
            ? null
            : ($"a local function that is called before its variable '{late.Name}' is declared", "Declare that first.");
    }

    private Value LowerLocalCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!_functions.TryGetValue(method.OriginalDefinition, out var function))
        {
            return Refuse(
                call, "a call of a local function in another section of a switch", "Declare it before the switch.");
        }

        return Call(
            call, [], _ => Name(NameOf(method)), LocalFunctions.EffectsOf(function, _functions, _assigned));
    }
}
