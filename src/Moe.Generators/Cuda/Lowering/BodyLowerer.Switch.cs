using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private void LowerSwitch(ISwitchOperation choice)
    {
        var place = _place;
        if (choice.Locals.Any(local => IsSharedBySections(local, choice)))
        {
            Refuse(DiagnosticDescriptors.UnsupportedStatement, choice.Syntax,
                "a local that several sections of a switch share", _user, "Declare it before the switch.");
            return;
        }

        var value = Lower(choice.Value);
        var lowered = IsPlain(choice)
            ? new SwitchStatement(value.Expression, [.. choice.Cases.Select(LowerSection)])
            : LowerPatternSwitch(choice, value);
        Emit(lowered with { Place = place });
    }

    private static bool IsSharedBySections(ILocalSymbol local, ISwitchOperation choice)
        => choice.Cases.Count(section => section.Body.SelectMany(s => s.DescendantsAndSelf()).Any(
            o => o is ILocalReferenceOperation r && SymbolEqualityComparer.Default.Equals(r.Local, local)
                || o is IVariableDeclaratorOperation d && SymbolEqualityComparer.Default.Equals(d.Symbol, local))) > 1;

    /// <summary>Whether C++ has this switch: whole numbers and enums, constant labels, no guards.</summary>
    private static bool IsPlain(ISwitchOperation choice)
        => IsWholeNumber(choice.Value.Type!) && choice.Cases.SelectMany(c => c.Clauses).All(
            clause => clause is IDefaultCaseClauseOperation or ISingleValueCaseClauseOperation
                or IPatternCaseClauseOperation { Guard: null, Pattern: IConstantPatternOperation });

    private static bool IsWholeNumber(ITypeSymbol type)
        => type.TypeKind == TypeKind.Enum || type.SpecialType is
            >= SpecialType.System_Boolean and <= SpecialType.System_UInt64;

    private SwitchSection LowerSection(ISwitchCaseOperation section)
        => new([.. section.Clauses.Select(Label)], LowerSectionBody(section));

    private CudaExpression? Label(ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => LowerInto(single.Value).Expression,
        IPatternCaseClauseOperation { Pattern: IConstantPatternOperation constant } =>
            LowerInto(constant.Value).Expression,
        _ => null,
    };

    private BlockStatement LowerSectionBody(ISwitchCaseOperation section) => CaptureBlock(() =>
    {
        _depth++;
        foreach (var statement in section.Body)
            LowerStatement(statement);
        _depth--;
    });

    /// <summary>
    /// Finds the section's number by testing the patterns in order, then switches over it, so that <c>break</c> and
    /// <c>continue</c> in the sections keep their meaning.
    /// </summary>
    private SwitchStatement LowerPatternSwitch(ISwitchOperation choice, Value value)
    {
        var subject = KeepUnlessName(value, choice.Value.Type!);
        int otherwise = choice.Cases.TakeWhile(c => !c.Clauses.Any(IsDefault)).Count();
        CudaExpression section = Number(otherwise);
        var clauses = choice.Cases.SelectMany((c, i) => c.Clauses.Select(clause => (clause, i)));
        foreach (var (clause, number) in clauses.Reverse())
        {
            if (!IsDefault(clause))
                section = new ConditionalExpression(LowerClause(clause, subject, choice), Number(number), section);
        }

        var sections = choice.Cases.Select(
            (c, i) => new SwitchSection([i == otherwise ? null : Number(i)], LowerSectionBody(c)));
        return new SwitchStatement(section, [.. sections]);
    }

    private static bool IsDefault(ICaseClauseOperation clause) => clause is IDefaultCaseClauseOperation;

    private static CudaExpression Number(int value) => CudaLiteral.Of(value)!;

    private CudaExpression LowerClause(ICaseClauseOperation clause, Value subject, ISwitchOperation choice)
    {
        switch (clause)
        {
            case IPatternCaseClauseOperation pattern:
                return LowerArm(pattern.Pattern, pattern.Guard, subject, choice.Value.Type!).Expression;
            case ISingleValueCaseClauseOperation single:
                return new BinaryExpression(subject.Expression, "==", LowerInto(single.Value).Expression);
            default:
                _unit.Report(
                    DiagnosticDescriptors.UnsupportedStatement, clause.Syntax, "this case", _user, "Use a constant.");
                return Nothing.Expression;
        }
    }

    /// <summary>A pattern and its guard as one condition.</summary>
    private Value LowerArm(IPatternOperation pattern, IOperation? guard, Value subject, ITypeSymbol type)
    {
        var matches = LowerPattern(subject.Expression, type, pattern);
        if (guard is null)
            return subject.As(matches);
        var (condition, statements) = Capture(() => Lower(guard));
        if (!statements.IsEmpty)
        {
            Refuse(guard, "a guard whose evaluation takes several steps",
                "Test the pattern first, and the guard inside the case.");
        }

        var both = new BinaryExpression(matches, "&&", condition.Expression);
        return new Value(both, subject.Effects.And(condition.Effects), subject.Total.And(condition.Total));
    }

    private Value LowerSwitchExpression(ISwitchExpressionOperation choice)
    {
        var subject = KeepUnlessName(Lower(choice.Value), choice.Value.Type!);
        var arms = choice.Arms.Select(arm => (
            Condition: LowerArm(arm.Pattern, arm.Guard, subject, choice.Value.Type!),
            Value: Capture(() => Lower(arm.Value)),
            IsLast: arm is { Pattern: IDiscardPatternOperation, Guard: null })).ToList();
        if (arms.Count == 0 || !arms[arms.Count - 1].IsLast)
        {
            return Refuse(
                choice, "a switch expression without a discard at its end", "End it with `_ =>` and a value.");
        }

        var total = arms.Aggregate(
            subject.Total, (sum, arm) => sum.And(arm.Condition.Total).And(arm.Value.Value.Total));
        if (arms.All(arm => arm.Value.Statements.IsEmpty))
        {
            var result = arms[arms.Count - 1].Value.Value.Expression;
            for (int i = arms.Count - 2; i >= 0; i--)
            {
                var (condition, value, _) = arms[i];
                result = new ConditionalExpression(condition.Expression, value.Value.Expression, result);
            }

            return new Value(result, total, total);
        }

        var kept = Name(_unit.Fresh("kept"));
        Declare(TypeOf(choice.Type!), kept.Text, null);
        CudaStatement? chain = null;
        for (int i = arms.Count - 1; i >= 0; i--)
        {
            var (value, statements) = arms[i].Value;
            var body = new BlockStatement(statements.Add(new ExpressionStatement(Assign(kept, value.Expression))));
            chain = chain is null
                ? body
                : new IfStatement(
                    arms[i].Condition.Expression, body, chain as BlockStatement ?? new BlockStatement([chain]));
        }

        Emit(chain!);
        return new Value(kept, Effects.None, total);
    }

    /// <summary>A value that can be tested several times.</summary>
    private Value KeepUnlessName(Value value, ITypeSymbol type)
        => value.Expression is NameExpression && value.Effects.Equals(Effects.None) ? value : Keep(value, type);
}
