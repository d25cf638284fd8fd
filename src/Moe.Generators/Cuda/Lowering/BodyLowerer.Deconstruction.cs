using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// Deconstruction: <c>(a, b) = (b, a)</c>. C# finds all targets, evaluates all values, and then assigns from left to
/// right; what an assignment would disturb is kept.
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>One variable or place that gets a value.</summary>
    private sealed class Assigned
    {
        /// <summary>Where it goes; null for a discard.</summary>
        public IOperation? Target { get; set; }

        /// <summary>The place, unless the target is declared here or is a discard.</summary>
        public Place? Place { get; set; }

        /// <summary>The index of its first operand.</summary>
        public int First { get; set; }

        /// <summary>The operand that its value is made of.</summary>
        public int Source { get; set; }

        /// <summary>Makes its value of that operand; null where that is the value.</summary>
        public Func<CudaExpression, CudaExpression>? Part { get; set; }

        public Effects Writing => Place?.Writing ?? Effects.None;
    }

    private void LowerDeconstruction(IDeconstructionAssignmentOperation op)
    {
        if (op.Syntax is not AssignmentExpressionSyntax syntax)
        {
            Refuse(op);
            return;
        }

        var all = new List<Assigned>();
        var operands = new List<Operand>();
        var info = SemanticModels.Of(syntax.SyntaxTree, _unit.Compilation).GetDeconstructionInfo(syntax);
        if (!FindTargets(op.Target, all, operands)
            || !FindValues(op.Target, op.Value, info, new Queue<Assigned>(all), operands))
        {
            return;
        }

        var values = KeepDisturbed(all, operands);
        foreach (var assigned in all)
            Assign(assigned, values);
    }

    /// <summary>The parts of a span's element, in each round of a loop.</summary>
    private void DeconstructElement(IForEachLoopOperation loop, Value element, ITypeSymbol type)
    {
        var model = SemanticModels.Of(loop.Syntax.SyntaxTree, _unit.Compilation);
        var info = model.GetDeconstructionInfo((ForEachVariableStatementSyntax)loop.Syntax);
        var all = new List<Assigned>();
        var target = loop.LoopControlVariable;
        if (!FindTargets(target, all, [])
            || !FindParts(TupleOf(target)!, 0, whole => whole, type, info, target, new Queue<Assigned>(all)))
        {
            return;
        }

        var kept = Keep(element, type);
        foreach (var assigned in all.Where(a => a.Target is not null))
        {
            var local = LocalDeclaredBy(assigned.Target!)!;
            Declare(TypeOf(local.Type), NameOf(local), assigned.Part!(kept.Expression));
        }
    }

    /// <summary>Finds the targets, in order; false, and a diagnostic, where one cannot be assigned.</summary>
    private bool FindTargets(IOperation target, List<Assigned> all, List<Operand> operands)
    {
        if (TupleOf(target) is { } tuple)
            return tuple.Elements.All(element => FindTargets(element, all, operands));
        if (target is IDiscardOperation)
        {
            all.Add(new Assigned());
            return true;
        }

        if (LocalDeclaredBy(target) is not null)
        {
            all.Add(new Assigned { Target = target });
            return true;
        }

        if (!IsPlace(target))
        {
            RefuseTarget(target);
            return false;
        }

        if (LowerPlace(target) is not { } place)
            return false;
        all.Add(new Assigned { Target = target, Place = place, First = operands.Count });
        operands.AddRange(place.Operands);
        return true;
    }

    private static ITupleOperation? TupleOf(IOperation target)
        => target as ITupleOperation ?? (target as IDeclarationExpressionOperation)?.Expression as ITupleOperation;

    private static ILocalSymbol? LocalDeclaredBy(IOperation target) => target switch
    {
        ILocalReferenceOperation { IsDeclaration: true } local => local.Local,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };

    /// <summary>Finds the targets' values: elements of a tuple that is written out, or parts of a value.</summary>
    private bool FindValues(
        IOperation target, IOperation value, DeconstructionInfo info, Queue<Assigned> all, List<Operand> operands)
    {
        if (TupleOf(target) is not { } targets)
        {
            var assigned = all.Dequeue();
            assigned.Source = operands.Count;
            operands.Add(new Operand(value.Type!, () => LowerInto(value)));
            return CanConvert(target, value.Type!, value);
        }

        if (LiteralOf(value) is { } literal)
        {
            return Enumerable.Range(0, targets.Elements.Length).All(
                i => FindValues(targets.Elements[i], literal.Elements[i], Inside(info, i), all, operands));
        }

        int source = operands.Count;
        operands.Add(new Operand(value.Type!, () => KeepUnlessVariable(Lower(value), value.Type!)));
        return FindParts(targets, source, whole => whole, value.Type!, info, value, all);
    }

    // A loop's head tells nothing of tuples, whose elements need no method.
    private static DeconstructionInfo Inside(DeconstructionInfo info, int element)
        => element < info.Nested.Length ? info.Nested[element] : default;

    private bool FindParts(
        ITupleOperation targets,
        int source,
        Func<CudaExpression, CudaExpression> whole,
        ITypeSymbol type,
        DeconstructionInfo info,
        IOperation value,
        Queue<Assigned> all)
    {
        if (Parts.Of(type, info.Method) is not { } parts)
        {
            Refuse(value, "a Deconstruct method", "Read the properties.");
            return false;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            CudaExpression Member(CudaExpression expression) => new MemberExpression(whole(expression), ".", part.Name);
            if (TupleOf(targets.Elements[i]) is { } inner)
            {
                if (!FindParts(inner, source, Member, part.Type, Inside(info, i), value, all))
                    return false;
                continue;
            }

            var assigned = all.Dequeue();
            assigned.Source = source;
            assigned.Part = Member;
            if (!CanConvert(targets.Elements[i], part.Type, value))
                return false;
        }

        return true;
    }

    // Between numbers C++ converts by itself where C# does.
    private bool CanConvert(IOperation target, ITypeSymbol from, IOperation value)
    {
        if (target is IDiscardOperation || IsSame(from, target.Type!) || IsScalar(from) && IsScalar(target.Type))
            return true;
        RefuseConversion((value as IConversionOperation)?.Operand ?? value, from, target.Type!);
        return false;
    }

    /// <summary>Evaluates the operands, and keeps those that would not be the same when their turn comes.</summary>
    private List<Value> KeepDisturbed(List<Assigned> all, List<Operand> operands)
    {
        var values = LowerEach(operands);
        bool[] isKept = new bool[values.Count];
        for (int k = values.Count - 1; k >= 0; k--)
        {
            var effects = values[k].Effects;
            int last = all.FindLastIndex(
                a => a.Source == k || a.Place is { } place && k >= a.First && k < a.First + place.Operands.Length);

            // An operand is used where the last assignment that it is for is made.
            bool isDisturbed = all.Take(last).Any(earlier => effects.ConflictsWith(earlier.Writing));
            bool isOvertaken = Enumerable.Range(k + 1, values.Count - k - 1)
                .Any(later => isKept[later] && effects.ConflictsWith(values[later].Effects));
            isKept[k] = isDisturbed || isOvertaken;
        }

        for (int k = 0; k < values.Count; k++)
        {
            if (!isKept[k])
                continue;
            if (all.Find(a => a.Source == k) is { Target: null, Part: null })
            {
                Emit(values[k].Expression);
                values[k] = Nothing;
                continue;
            }

            values[k] = Keep(values[k], operands[k].Type);
        }

        return values;
    }

    private void Assign(Assigned assigned, List<Value> values)
    {
        var source = values[assigned.Source];
        var value = assigned.Part is { } part ? part(source.Expression) : source.Expression;
        if (assigned.Target is null)
        {
            if (source.Effects.ChangesAnything)
                Emit(value);
            return;
        }

        if (LocalDeclaredBy(assigned.Target) is { } local)
        {
            DeclareAssigned(local, value);
            return;
        }

        var place = assigned.Place!;
        var operands = values.Skip(assigned.First).Take(place.Operands.Length).Select(operand => operand.Expression);
        Emit(Assign(place.Build([.. operands]), value));
    }

    private void DeclareAssigned(ILocalSymbol local, CudaExpression value)
    {
        if (IsAtStatement)
        {
            Declare(TypeOf(local.Type), NameOf(local), value);
            return;
        }

        string name = NewNameOf(local);
        DeclareBefore(local.Type, name);
        Emit(Assign(Name(name), value));
    }
}
