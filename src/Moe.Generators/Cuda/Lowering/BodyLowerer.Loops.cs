using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private void LowerLoop(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation op:
                LowerFor(op);
                break;
            case IWhileLoopOperation { ConditionIsTop: true } op:
                LowerWhile(op);
                break;
            case IWhileLoopOperation op:
                LowerDo(op);
                break;
            case IForEachLoopOperation op:
                LowerForEach(op);
                break;
            default:
                Refuse(loop);
                break;
        }
    }

    private void LowerWhile(IWhileLoopOperation loop)
    {
        var place = _place;
        var (condition, statements) = Capture(() => Lower(loop.Condition!).Expression);
        var body = LowerBlock(loop.Body);
        Emit(statements.IsEmpty
            ? new WhileStatement(condition, body) { Place = place }
            : new WhileStatement(Name("true"), Guarded(statements, condition, body)) { Place = place });
    }

    private void LowerDo(IWhileLoopOperation loop)
    {
        var place = _place;
        var body = LowerBlock(loop.Body);
        _place = _unit.PlaceOf(loop.Condition!.Syntax.GetLocation());
        var (condition, statements) = Capture(() => Lower(loop.Condition!).Expression);
        Emit(statements.IsEmpty
            ? new DoStatement(body, condition, _place) { Place = place }
            : Rotated(Guarded(statements, condition, NoStatements).Statements, body) with { Place = place });
    }

    private void LowerFor(IForLoopOperation loop)
    {
        var place = _place;
        var (_, before) = Capture(() =>
        {
            foreach (var operation in loop.Before)
                LowerStatement(operation);
            return true;
        });
        _place = place;
        var (condition, statements) = Capture(() => loop.Condition is { } c ? Lower(c).Expression : null);
        var (_, increments) = Capture(() =>
        {
            foreach (var operation in loop.AtLoopBottom)
                LowerStatement(operation);
            return true;
        });
        _place = place;
        var body = LowerBlock(loop.Body);
        _place = place;

        var initializer = OneInitializer(before);
        bool isPlain = increments.All(s => s is ExpressionStatement);
        bool standsBefore = !before.IsEmpty && (initializer is null || !isPlain);
        var lowered = isPlain
            ? new ForStatement(
                standsBefore ? null : initializer,
                statements.IsEmpty ? condition : null,
                [.. increments.Select(s => ((ExpressionStatement)s).Expression)],
                statements.IsEmpty ? body : Guarded(statements, condition, body))
            : Rotated(increments, Guarded(statements, condition, body));
        lowered = lowered with { Place = place };
        Emit(standsBefore ? new BlockStatement(before.Add(lowered)) : lowered);
    }

    // Several declarations of one type share the head; anything else stands before the loop.
    private static CudaStatement? OneInitializer(ImmutableArray<CudaStatement> before)
    {
        if (before.Length == 1)
            return before[0] is ExpressionStatement or DeclarationStatement ? before[0] : null;
        var declarations = before.OfType<DeclarationStatement>().ToList();
        bool isOneType = declarations.Select(d => d.Type).Distinct().Count() == 1;
        return isOneType && declarations.Count == before.Length
            ? declarations[0] with { Variables = [.. declarations.SelectMany(d => d.Variables)] }
            : null;
    }

    private void LowerForEach(IForEachLoopOperation loop)
    {
        var place = _place;
        var collection = loop.Collection;
        while (collection is IConversionOperation { OperatorMethod: null } conversion)
            collection = conversion.Operand;
        bool isTakenApart = TupleOf(loop.LoopControlVariable) is not null;
        var variable = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
        if (TypeSpeller.View(collection.Type!) is not ("Span", _) || variable is null && !isTakenApart)
        {
            Refuse(DiagnosticDescriptors.UnsupportedStatement, loop.Collection.Syntax,
                "a foreach over something other than a span", _user, "Write a for loop.");
            return;
        }

        if (variable is { RefKind: not RefKind.None })
        {
            _unit.Report(DiagnosticDescriptors.Reference, variable.Locations[0], "a foreach by reference", _user);
            return;
        }

        // The loop converts in a checked context where the CPU body is checked.
        var from = ((INamedTypeSymbol)collection.Type!).TypeArguments[0];
        if (variable is not null && !_unit.Compilation.ClassifyConversion(from, variable.Type).IsImplicit)
        {
            Refuse(DiagnosticDescriptors.UnsupportedStatement, loop.LoopControlVariable.Syntax,
                "a foreach that casts its elements", _user,
                $"Declare the variable '{from.Display()}', and cast it inside.");
            return;
        }

        // C# enumerates the span it had at the start.
        var span = Lower(collection);
        if (span.Expression is not NameExpression || !span.Effects.Equals(Effects.None))
            span = Keep(span, collection.Type!);
        var index = Name(_unit.Fresh("index"));
        var element = new Value(new IndexExpression(span.Expression, index), Effects.ReadMemory);
        var body = CaptureBlock(() =>
        {
            if (variable is null)
                DeconstructElement(loop, element, ((INamedTypeSymbol)collection.Type!).TypeArguments[0]);
            else
                Declare(TypeOf(variable.Type), NameOf(variable), Converted(element, loop, variable).Expression);
            foreach (var statement in LowerBlock(loop.Body).Statements)
                Emit(statement);
        });
        Emit(new ForStatement(
            new DeclarationStatement("int", [new CudaVariable(index.Text, Name("0"))]),
            new BinaryExpression(index, "<", new MemberExpression(span.Expression, ".", "Length")),
            [new PostfixExpression(index, "++")],
            body) { Place = place });
    }

    private Value Converted(Value element, IForEachLoopOperation loop, ILocalSymbol variable)
    {
        var from = ((INamedTypeSymbol)loop.Collection.Type!).TypeArguments[0];
        return SymbolEqualityComparer.Default.Equals(from, variable.Type)
            ? element
            : element.As(Convert(element.Expression, from, variable.Type, loop.LoopControlVariable));
    }

    /// <summary>A body behind a condition that needs statements, tested afresh on every way to it.</summary>
    private static BlockStatement Guarded(
        ImmutableArray<CudaStatement> statements, CudaExpression? condition, BlockStatement body)
    {
        var guarded = statements;
        var leave = new BlockStatement([new JumpStatement("break")]);
        if (condition is not null)
            guarded = guarded.Add(new IfStatement(Not(condition), leave, null));
        return new BlockStatement(guarded.AddRange(body.Statements));
    }

    /// <summary>
    /// A loop with statements between its rounds. They stand at the top and are skipped once, so that a
    /// <c>continue</c> in the body still leads to them.
    /// </summary>
    private ForStatement Rotated(ImmutableArray<CudaStatement> between, BlockStatement body)
    {
        var first = Name(_unit.Fresh("first"));
        var skipped = new IfStatement(Not(first), new BlockStatement(between), null);
        return new ForStatement(
            new DeclarationStatement("bool", [new CudaVariable(first.Text, Name("true"))]),
            null,
            [Assign(first, Name("false"))],
            new BlockStatement(body.Statements.Insert(0, skipped)));
    }

    private static readonly BlockStatement NoStatements = new(ImmutableArray<CudaStatement>.Empty);
}
