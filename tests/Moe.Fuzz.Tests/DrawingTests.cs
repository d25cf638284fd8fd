using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;

namespace Moe.Fuzz.Tests;

[TestClass]
public sealed class DrawingTests
{
    private static readonly List<FuzzCase> Cases = [.. Enumerable.Range(0, 1000).Select(i => CaseDrawer.Of(5, i))];

    [TestMethod]
    public void A_case_follows_from_the_seed_and_its_number()
    {
        Assert.AreEqual(Cases[17].Source, CaseDrawer.Of(5, 17).Source);
        Assert.AreNotEqual(Cases[17].Source, CaseDrawer.Of(6, 17).Source);
        CollectionAssert.AreEqual(InputDrawer.Memory(5, 17), InputDrawer.Memory(5, 17));
    }

    [TestMethod]
    public void Every_construct_is_drawn()
    {
        var drawn = Cases
            .SelectMany(c => CSharpSyntaxTree.ParseText(c.Source).GetRoot().DescendantNodes().Select(n => n.Kind())).ToHashSet();
        SyntaxKind[] wanted =
        [
            SyntaxKind.AddExpression, SyntaxKind.SubtractExpression, SyntaxKind.MultiplyExpression, SyntaxKind.DivideExpression,
            SyntaxKind.ModuloExpression, SyntaxKind.LeftShiftExpression, SyntaxKind.RightShiftExpression,
            SyntaxKind.UnsignedRightShiftExpression, SyntaxKind.BitwiseAndExpression, SyntaxKind.BitwiseOrExpression,
            SyntaxKind.ExclusiveOrExpression, SyntaxKind.LogicalAndExpression, SyntaxKind.LogicalOrExpression,
            SyntaxKind.LogicalNotExpression, SyntaxKind.BitwiseNotExpression, SyntaxKind.UnaryMinusExpression,
            SyntaxKind.UnaryPlusExpression, SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression,
            SyntaxKind.LessThanExpression, SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.ConditionalExpression,
            SyntaxKind.CastExpression, SyntaxKind.UncheckedExpression, SyntaxKind.UncheckedStatement,
            SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression, SyntaxKind.SubtractAssignmentExpression,
            SyntaxKind.MultiplyAssignmentExpression, SyntaxKind.DivideAssignmentExpression, SyntaxKind.ModuloAssignmentExpression,
            SyntaxKind.AndAssignmentExpression, SyntaxKind.OrAssignmentExpression, SyntaxKind.ExclusiveOrAssignmentExpression,
            SyntaxKind.LeftShiftAssignmentExpression, SyntaxKind.RightShiftAssignmentExpression,
            SyntaxKind.UnsignedRightShiftAssignmentExpression, SyntaxKind.PreIncrementExpression,
            SyntaxKind.PreDecrementExpression, SyntaxKind.PostIncrementExpression, SyntaxKind.PostDecrementExpression,
            SyntaxKind.IfStatement, SyntaxKind.ForStatement, SyntaxKind.WhileStatement, SyntaxKind.DoStatement,
            SyntaxKind.ForEachStatement, SyntaxKind.SwitchStatement, SyntaxKind.BreakStatement, SyntaxKind.ContinueStatement,
            SyntaxKind.ReturnStatement, SyntaxKind.SwitchExpression, SyntaxKind.WhenClause, SyntaxKind.IsPatternExpression,
            SyntaxKind.RelationalPattern, SyntaxKind.NotPattern, SyntaxKind.AndPattern, SyntaxKind.OrPattern,
            SyntaxKind.RecursivePattern, SyntaxKind.PositionalPatternClause, SyntaxKind.PropertyPatternClause,
            SyntaxKind.VarPattern, SyntaxKind.DeclarationPattern, SyntaxKind.ConstantPattern, SyntaxKind.WithExpression,
            SyntaxKind.ObjectCreationExpression, SyntaxKind.ObjectInitializerExpression, SyntaxKind.EnumDeclaration,
            SyntaxKind.RecordStructDeclaration, SyntaxKind.StructDeclaration, SyntaxKind.PropertyDeclaration,
            SyntaxKind.ElementAccessExpression, SyntaxKind.InvocationExpression, SyntaxKind.NameColon,
            SyntaxKind.LocalFunctionStatement, SyntaxKind.TupleExpression, SyntaxKind.TupleType, SyntaxKind.ParenthesizedVariableDesignation,
            SyntaxKind.TypeParameterList, SyntaxKind.DefaultExpression, SyntaxKind.ArrowExpressionClause,
        ];
        CollectionAssert.AreEqual(Array.Empty<SyntaxKind>(), wanted.Where(kind => !drawn.Contains(kind)).ToArray());
    }

    [TestMethod]
    public void Every_type_and_every_conversion_between_two_is_drawn()
    {
        string all = string.Concat(Enumerable.Range(0, 4000).Select(i => CaseDrawer.Of(5, i).Source));
        foreach (var type in NumberTypes.All)
            Assert.Contains($"Span<{type.Name}>", all);
        foreach (var to in NumberTypes.Countable)
            Assert.Contains($"(({to.Name})", all);
    }

    [TestMethod]
    [DataRow("Block.Sync()")]
    [DataRow("Shared.Span<")]
    [DataRow("Block.Fill(")]
    [DataRow("Atomic.Add(")]
    [DataRow("Warp.Sum(")]
    [DataRow("Warp.Ballot(")]
    [DataRow("Warp.Any(")]
    [DataRow("Warp.MatchAny(")]
    [DataRow("Warp.Shuffle(")]
    [DataRow("Warp.ShuffleUp(")]
    [DataRow("Warp.ShuffleDown(")]
    [DataRow("Math.Min(")]
    [DataRow("MathF.FusedMultiplyAdd(")]
    [DataRow("BitOperations.RotateLeft(")]
    [DataRow("BitConverter.SingleToInt32Bits(")]
    [DataRow(".Slice(")]
    [DataRow("ref ")]
    [DataRow("out ")]
    public void What_threads_and_the_framework_offer_is_drawn(string text)
        => Assert.IsTrue(Cases.Any(c => c.Source.Contains(text, StringComparison.Ordinal)));
}
