using System.Collections.Immutable;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>Writes statements, braces on lines of their own, and none around a single simple statement.</summary>
internal sealed class StatementPrinter(CudaWriter writer)
{
    public void Print(ImmutableArray<CudaStatement> statements)
    {
        for (int i = 0; i < statements.Length; i++)
        {
            if (i > 0 && (statements[i].IsApart || EndsWithBrace(statements[i - 1])))
                writer.EmptyLine();
            Print(statements[i]);
        }
    }

    private void Print(CudaStatement statement)
    {
        switch (statement)
        {
            case BlockStatement block:
                PrintBraced(block);
                break;
            case IfStatement branch:
                PrintIf(branch, "");
                break;
            case ForStatement loop:
                writer.Line(ForHead(loop), loop.Place);
                PrintBody(loop.Body);
                break;
            case WhileStatement loop:
                writer.Line($"while ({ExpressionPrinter.Print(loop.Condition)})", loop.Place);
                PrintBody(loop.Body);
                break;
            case DoStatement loop:
                writer.Line("do", loop.Place);
                PrintBody(loop.Body);
                writer.Line($"while ({ExpressionPrinter.Print(loop.Condition)});", loop.ConditionPlace);
                break;
            case SwitchStatement choice:
                PrintSwitch(choice);
                break;
            case LambdaStatement lambda:
                PrintLambda(lambda);
                break;
            default:
                writer.Line(OneLine(statement) + ";", statement.Place);
                break;
        }
    }

    private void PrintIf(IfStatement branch, string before)
    {
        writer.Line($"{before}if ({ExpressionPrinter.Print(branch.Condition)})", branch.Place);
        PrintBody(branch.Then);
        if (branch.Else is not { } otherwise)
            return;
        if (otherwise.Only is IfStatement next)
        {
            PrintIf(next, "else ");
            return;
        }

        writer.Line("else");
        PrintBody(otherwise);
    }

    private void PrintSwitch(SwitchStatement choice)
    {
        writer.Line($"switch ({ExpressionPrinter.Print(choice.Value)})", choice.Place);
        writer.Open();
        foreach (var section in choice.Sections)
        {
            foreach (var label in section.Labels)
                writer.Line(label is null ? "default:" : $"case {ExpressionPrinter.Print(label)}:");
            if (section.Body.Statements.Any(s => s is DeclarationStatement or LambdaStatement))
                PrintBraced(section.Body);
            else
                writer.Indented(() => Print(section.Body.Statements));
        }

        writer.Close();
    }

    private void PrintLambda(LambdaStatement lambda)
    {
        string result = lambda.ReturnType is { } type ? $" -> {type}" : "";
        string head = $"auto {lambda.Name} = [{(lambda.Captures ? "&" : "")}]";
        writer.Line($"{head}({string.Join(", ", lambda.Parameters)}){result}", lambda.Place);
        writer.Open();
        Print(lambda.Body.Statements);
        writer.Close(";");
    }

    private void PrintBody(BlockStatement body)
    {
        if (IsBare(body))
            writer.Indented(() => Print(body.Statements));
        else
            PrintBraced(body);
    }

    private void PrintBraced(BlockStatement block)
    {
        writer.Open();
        Print(block.Statements);
        writer.Close();
    }

    private static bool IsBare(BlockStatement body) => body.Only is { IsSimple: true };

    private static bool EndsWithBrace(CudaStatement statement) => statement switch
    {
        IfStatement { Else.Only: IfStatement next } => EndsWithBrace(next),
        IfStatement { Else: { } otherwise } => !IsBare(otherwise),
        IfStatement branch => !IsBare(branch.Then),
        ForStatement loop => !IsBare(loop.Body),
        WhileStatement loop => !IsBare(loop.Body),
        BlockStatement or SwitchStatement or LambdaStatement => true,
        _ => false,
    };

    private static string ForHead(ForStatement loop)
    {
        string initializer = loop.Initializer is null ? "" : OneLine(loop.Initializer);
        string condition = loop.Condition is null ? "" : " " + ExpressionPrinter.Print(loop.Condition);
        string increments = loop.Increments.IsEmpty ? "" : " " + ExpressionPrinter.Print(loop.Increments);
        return $"for ({initializer};{condition};{increments})";
    }

    private static string OneLine(CudaStatement statement) => statement switch
    {
        ExpressionStatement s => ExpressionPrinter.Print(s.Expression),
        DeclarationStatement s => $"{s.Type} {string.Join(", ", s.Variables.Select(Variable))}",
        ReturnStatement { Value: { } value } => $"return {ExpressionPrinter.Print(value)}",
        ReturnStatement => "return",
        JumpStatement s => s.Keyword,
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private static string Variable(CudaVariable variable)
        => variable.Name + variable.Suffix
            + (variable.Value is null ? "" : " = " + ExpressionPrinter.PrintOne(variable.Value));
}
