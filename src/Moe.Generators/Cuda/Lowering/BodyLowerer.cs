using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// Lowers the body of one method. C# evaluates left to right and C++ does not promise it: where two operands conflict,
/// the left one is kept in a temporary, written as a statement before the one that is being lowered.
/// </summary>
internal sealed partial class BodyLowerer
{
    private readonly UnitScope _unit;
    private readonly ISymbol _method;
    private readonly string _user;
    private readonly HashSet<ISymbol> _assigned;
    private readonly Lazy<HashSet<string>> _localNames;
    private readonly bool _isKernel;
    private readonly bool _isRouting;
    private readonly bool _isReader;
    private ImmutableArray<CudaStatement>.Builder _statements = ImmutableArray.CreateBuilder<CudaStatement>();
    private SyntaxNode _where;
    private SourcePlace? _place;
    private int _depth;

    /// <param name="unit">The unit that the body becomes part of.</param>
    /// <param name="method">The method or, for an initializer, the constructor it belongs to.</param>
    /// <param name="body">The body's operation.</param>
    public BodyLowerer(UnitScope unit, IMethodSymbol method, IOperation body)
    {
        _unit = unit;
        _method = method;
        _where = body.Syntax;
        _user = method.Display();
        _assigned = AssignedVariables.In(body);
        _localNames = new(() => [.. DeclaredNames.Of(method, unit.CancellationToken).Select(ReservedNames.Avoid)]);
        _isKernel = method.Has(KnownNames.KernelAttribute);
        _isRouting = method.ContainingType.Has(KnownNames.RoutingAttribute);
        _isReader = method.IsReadOnly || method.ContainingType.IsReadOnly;
    }

    public BlockStatement LowerBody(IOperation body) => LowerBlock(body);

    /// <summary>Lowers an expression that has to stay one; null where it needs statements before it.</summary>
    public CudaExpression? LowerInitializer(IOperation value)
    {
        var (lowered, statements) = Capture(() => LowerInto(value));
        return statements.IsEmpty && _current.Before.Count == 0 ? lowered.Expression : null;
    }

    /// <summary>Lowers operands left to right, keeping those that a later one would disturb.</summary>
    private List<Value> LowerEach(IReadOnlyList<Operand> operands)
    {
        // Nothing is evaluated before the first.
        var lowered = new List<(Value Value, ImmutableArray<CudaStatement> Statements)>(operands.Count);
        foreach (var operand in operands)
            lowered.Add(lowered.Count == 0 ? (operand.Lower(), []) : Capture(operand.Lower));

        var values = new List<Value>(lowered.Count);
        for (int i = 0; i < lowered.Count; i++)
        {
            var (value, statements) = lowered[i];
            _statements.AddRange(statements);
            values.Add(IsDisturbed(i) ? Keep(value, operands[i].Type, operands[i].Name) : value);
        }

        return values;

        bool IsDisturbed(int operand)
        {
            for (int later = operand + 1; later < lowered.Count; later++)
            {
                if (lowered[operand].Value.Effects.ConflictsWith(lowered[later].Value.Total))
                    return true;
            }

            return false;
        }
    }

    private (ImmutableArray<CudaExpression> Expressions, Effects Effects, Effects Total) LowerInOrder(
        IReadOnlyList<Operand> operands)
    {
        var values = LowerEach(operands);
        return (
            [.. values.Select(value => value.Expression)],
            values.Aggregate(Effects.None, (sum, value) => sum.And(value.Effects)),
            values.Aggregate(Effects.None, (sum, value) => sum.And(value.Total)));
    }

    private Value LowerInOrder(
        IReadOnlyList<Operand> operands, Func<ImmutableArray<CudaExpression>, CudaExpression> build)
    {
        var (expressions, effects, total) = LowerInOrder(operands);
        return new Value(build(expressions), effects, total);
    }

    private Operand OperandOf(IOperation operation) => new(operation.Type!, () => Lower(operation));

    /// <summary>Puts a value into a temporary, named after the variable it was or the parameter it becomes.</summary>
    private Value Keep(Value value, ITypeSymbol type, string? parameter = null)
    {
        string? variable = (value.Expression as NameExpression)?.Text;
        string name = _unit.Fresh(SyntaxFacts.IsValidIdentifier(variable) ? variable! : parameter ?? "kept");
        Declare(TypeOf(type), name, value.Expression);
        return new Value(new NameExpression(name), Effects.None, value.Total);
    }

    private (T Value, ImmutableArray<CudaStatement> Statements) Capture<T>(Func<T> lower)
    {
        var outer = _statements;
        _statements = ImmutableArray.CreateBuilder<CudaStatement>();
        var value = lower();
        var inner = _statements.ToImmutable();
        _statements = outer;
        return (value, inner);
    }

    private BlockStatement CaptureBlock(Action lower)
        => new(Capture(() =>
        {
            lower();
            return true;
        }).Statements);

    private void Emit(CudaStatement statement) => _statements.Add(statement with { Place = statement.Place ?? _place });

    private void Emit(CudaExpression expression) => Emit(new ExpressionStatement(expression));

    private void Declare(string type, string name, CudaExpression? value)
        => Emit(new DeclarationStatement(type, [new CudaVariable(name, value)]));

    private static AssignmentExpression Assign(CudaExpression target, CudaExpression value)
        => new AssignmentExpression(target, "=", value);

    private static CudaExpression Not(CudaExpression condition) => condition switch
    {
        UnaryExpression { Operator: "!" } negated => negated.Operand,
        _ => new UnaryExpression("!", condition),
    };

    private static NameExpression Name(string text) => new(text);

    private string TypeOf(ITypeSymbol type) => _unit.Type(type, _where.GetLocation(), _user);

    /// <summary>Says that an operation cannot be lowered; no text comes of the value in its place.</summary>
    private Value Refuse(IOperation operation)
    {
        if (operation.Kind == OperationKind.Invalid || operation.Type?.TypeKind == TypeKind.Error)
        {
            _unit.Break();
            return Nothing;
        }

        if (operation.ChildOperations.Append(operation).Any(operand => _unit.IsRefused(operand.Type)))
            return Nothing;
        var (construct, isStatement, instead) = Advice.ForOperation(operation);
        return Refuse(
            isStatement ? DiagnosticDescriptors.UnsupportedStatement : DiagnosticDescriptors.UnsupportedExpression,
            operation.Syntax, construct, _user, instead);
    }

    private Value Refuse(IOperation operation, string construct, string instead)
        => _unit.IsRefused(operation.Type) || IsRefusedFor([.. operation.ChildOperations])
            ? Nothing
            : Refuse(DiagnosticDescriptors.UnsupportedExpression, operation.Syntax, construct, _user, instead);

    /// <summary>
    /// Whether an operation is refused for an operand whose type has no CUDA form: then that is said once, of the
    /// operand.
    /// </summary>
    private bool IsRefusedFor(params IOperation[] operands)
    {
        foreach (var operand in operands.Where(o => o.Type is not null && !_unit.HasCudaForm(o.Type)))
        {
            if (_unit.IsRefused(operand.Type))
                return true;
            int before = _unit.Findings;
            Lower(operand);
            if (_unit.Findings > before)
                return true;
        }

        return false;
    }

    private Value RefuseType(ITypeSymbol type, SyntaxNode where)
    {
        _unit.ReportType(type, where.GetLocation(), _user);
        return Nothing;
    }

    private Value Refuse(DiagnosticDescriptor descriptor, SyntaxNode where, params object[] arguments)
    {
        _unit.Report(descriptor, where, arguments);
        return Nothing;
    }

    private static Value Nothing => new(new NameExpression("0"));
}
