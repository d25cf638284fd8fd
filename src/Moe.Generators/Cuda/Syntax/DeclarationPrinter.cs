using System.Collections.Immutable;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>Writes a declaration inside its namespace.</summary>
internal static class DeclarationPrinter
{
    public static CudaWriter Print(string containingNamespace, CudaDeclaration declaration)
    {
        var writer = new CudaWriter();
        if (containingNamespace.Length > 0)
        {
            writer.Line($"namespace {containingNamespace}");
            writer.Line("{");
        }

        Print(writer, declaration);
        if (containingNamespace.Length > 0)
            writer.Line("}");
        return writer;
    }

    private static void Print(CudaWriter writer, CudaDeclaration declaration)
    {
        foreach (string comment in declaration.Comments)
            writer.Comment(comment);
        switch (declaration)
        {
            case FunctionDeclaration function:
                PrintFunction(writer, function);
                break;
            case StructDeclaration type:
                PrintStruct(writer, type);
                break;
            case EnumDeclaration type:
                PrintEnum(writer, type);
                break;
        }
    }

    private static void PrintStruct(CudaWriter writer, StructDeclaration type)
    {
        PrintTemplate(writer, type.TemplateParameters);
        writer.Line($"struct {type.Name}", type.Place);
        writer.Open();
        foreach (string constant in type.Constants)
            writer.Line(constant + ";");
        if (!type.Constants.IsEmpty && !type.Fields.IsEmpty)
            writer.EmptyLine();
        foreach (string field in type.Fields)
            writer.Line(field + ";");
        if (type.HasConstructor)
        {
            writer.EmptyLine();
            writer.Line($"{type.Name}() = default;");
        }

        for (int i = 0; i < type.Functions.Length; i++)
        {
            if (i > 0 || type.HasConstructor || !type.Fields.IsEmpty || !type.Constants.IsEmpty)
                writer.EmptyLine();
            Print(writer, type.Functions[i]);
        }

        writer.Close(";");
    }

    private static void PrintEnum(CudaWriter writer, EnumDeclaration type)
    {
        writer.Line($"enum class {type.Name} : {type.UnderlyingType}");
        writer.Open();
        foreach (string member in type.Members)
            writer.Line(member + ",");
        writer.Close(";");
    }

    private static void PrintFunction(CudaWriter writer, FunctionDeclaration function)
    {
        PrintTemplate(writer, function.TemplateParameters);
        string line = $"{function.Head}({string.Join(", ", function.Parameters)}){function.Qualifier}";
        if (writer.Fits(line))
            writer.Line(line, function.Place);
        else
            PrintLong(writer, function);
        if (!function.MemberInitializers.IsEmpty)
            writer.Indented(
                () => writer.Line(": " + string.Join(", ", function.MemberInitializers), function.Place));
        writer.Open();
        new StatementPrinter(writer).Print(function.Body.Statements);
        writer.Close();
    }

    private static void PrintLong(CudaWriter writer, FunctionDeclaration function)
    {
        writer.Line(function.Head + "(", function.Place);
        writer.Indented(() =>
        {
            for (int i = 0; i < function.Parameters.Length; i++)
            {
                bool isLast = i == function.Parameters.Length - 1;
                writer.Line(function.Parameters[i] + (isLast ? ")" + function.Qualifier : ","));
            }
        });
    }

    private static void PrintTemplate(CudaWriter writer, ImmutableArray<string> parameters)
    {
        if (!parameters.IsEmpty)
            writer.Line($"template <{string.Join(", ", parameters)}>");
    }
}
