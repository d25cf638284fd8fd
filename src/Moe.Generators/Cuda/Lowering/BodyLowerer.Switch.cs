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
        if (!CanTest(choice.Value))
            return;
        var lowered = IsPlain(choice)
            ? LowerPlainSwitch(choice, value)
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

    private SwitchStatement LowerPlainSwitch(ISwitchOperation choice, Value value)
    {
        int otherwise = choice.Cases.Any(c => c.Clauses.Any(IsDefault)) ? choice.Cases.Length : LastIfWhole(choice);
        return new SwitchStatement(value.Expression, [.. choice.Cases.Select((section, i) => new SwitchSection(
            i == otherwise ? [null] : [.. section.Clauses.Select(Label)], LowerSectionBody(section)))]);
    }

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
        LowerStatements(section.Body);
        _depth--;
    });

    /// <summary>
    /// Finds the section's number by testing the patterns in order, then switches over it, so that <c>break</c> and
    /// <c>continue</c> in the sections keep their meaning.
    /// </summary>
    private SwitchStatement LowerPatternSwitch(ISwitchOperation choice, Value value)
    {
        var clauses = choice.Cases
            .SelectMany((c, i) => c.Clauses.Select(clause => (Clause: clause, Section: i))).ToList();
        var patterns = clauses.Select(c => c.Clause).OfType<IPatternCaseClauseOperation>().Select(c => c.Pattern);
        var (subject, bind) = KeepSubject(value, choice.Value.Type!, patterns);
        int otherwise = choice.Cases.TakeWhile(c => !c.Clauses.Any(IsDefault)).Count();
        if (otherwise == choice.Cases.Length)
            otherwise = LastIfWhole(choice);
        var tests = clauses.Where(c => !IsDefault(c.Clause))
            .Select(c => (Condition: LowerClause(c.Clause, subject, choice, bind), c.Section)).ToList();

        // The last of them lead to the default without a test, where they lead there at all.
        if (tests.Count > 0 && tests[tests.Count - 1].Condition == True)
            otherwise = tests[tests.Count - 1].Section;
        while (tests.Count > 0 && tests[tests.Count - 1].Section == otherwise)
            tests.RemoveAt(tests.Count - 1);
        CudaExpression section = Number(otherwise);
        for (int i = tests.Count - 1; i >= 0; i--)
            section = new ConditionalExpression(tests[i].Condition, Number(tests[i].Section), section);

        var sections = choice.Cases.Select(
            (c, i) => new SwitchSection([i == otherwise ? null : Number(i)], LowerSectionBody(c)));
        return new SwitchStatement(section, [.. sections]);
    }

    /// <summary>
    /// The last section, where the sections cover every value and none ends behind the switch, so that C++ sees that,
    /// too; otherwise one more than there are.
    /// </summary>
    private int LastIfWhole(ISwitchOperation choice)
    {
        var flow = SemanticModels.Of(choice.Syntax.SyntaxTree, _unit.Compilation).AnalyzeControlFlow(choice.Syntax);
        return choice.Cases.Length - (flow is { Succeeded: true, EndPointIsReachable: false } ? 1 : 0);
    }

    private static bool IsDefault(ICaseClauseOperation clause) => clause is IDefaultCaseClauseOperation;

    private static CudaExpression Number(int value) => CudaLiteral.Of(value)!;

    private CudaExpression LowerClause(
        ICaseClauseOperation clause,
        CudaExpression subject,
        ISwitchOperation choice,
        Action<ILocalSymbol, CudaExpression> bind)
    {
        switch (clause)
        {
            case IPatternCaseClauseOperation pattern:
                return LowerArm(pattern.Pattern, pattern.Guard, subject, choice.Value.Type!, bind).Expression;
            case ISingleValueCaseClauseOperation single:
                return new BinaryExpression(subject, "==", LowerInto(single.Value).Expression);
            default:
                _unit.Report(
                    DiagnosticDescriptors.UnsupportedStatement, clause.Syntax, "this case", _user, "Use a constant.");
                return Nothing.Expression;
        }
    }

    /// <summary>A pattern and its guard as one condition.</summary>
    private Value LowerArm(
        IPatternOperation pattern,
        IOperation? guard,
        CudaExpression subject,
        ITypeSymbol type,
        Action<ILocalSymbol, CudaExpression> bind)
    {
        var matches = LowerPattern(subject, type, pattern, bind);
        if (guard is null)
            return new Value(matches);
        var (condition, statements) = Capture(() => Lower(guard));
        if (!statements.IsEmpty)
        {
            Refuse(guard, "a guard whose evaluation takes several steps",
                "Test the pattern first, and the guard inside the case.");
        }

        return condition.As(Both(matches, condition.Expression));
    }

    private Value LowerSwitchExpression(ISwitchExpressionOperation choice)
    {
        if (!choice.IsExhaustive || choice.Arms[choice.Arms.Length - 1].Guard is not null)
        {
            return Refuse(
                choice, "a switch expression that does not cover every value", "End it with `_ =>` and a value.");
        }

        var switched = Lower(choice.Value);
        if (choice.Arms[0].Pattern is IDiscardPatternOperation && choice.Arms[0].Guard is null)
        {
            // Nothing is tested.
            if (switched.Effects.ChangesAnything)
                Emit(switched.Expression);
            return Lower(choice.Arms[0].Value);
        }

        if (!CanTest(choice.Value))
            return Nothing;
        var (subject, bind) = KeepSubject(switched, choice.Value.Type!, choice.Arms.Select(arm => arm.Pattern));
        var arms = choice.Arms.Select(arm => (
            Condition: LowerArm(arm.Pattern, arm.Guard, subject, choice.Value.Type!, bind),
            Value: Capture(() => Lower(arm.Value)))).ToList();
        var total = arms.Aggregate(
            switched.Total, (sum, arm) => sum.And(arm.Condition.Total).And(arm.Value.Value.Total));
        if (arms.All(arm => arm.Value.Statements.IsEmpty))
        {
            var result = arms[arms.Count - 1].Value.Value.Expression;
            for (int i = arms.Count - 2; i >= 0; i--)
            {
                var (condition, value) = arms[i];
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
