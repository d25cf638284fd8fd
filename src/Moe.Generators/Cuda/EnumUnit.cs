using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda;

/// <summary>
/// The unit of an enum. Whoever uses the enum writes it, so its text has to follow from metadata alone: it carries no
/// summary and no places.
/// </summary>
internal static class EnumUnit
{
    public static string Expression(INamedTypeSymbol type)
    {
        string name = SymbolDisplay.FormatLiteral(UnitNames.QualifiedCudaName(type), quote: true);
        string text = SymbolDisplay.FormatLiteral(Text(type), quote: true);
        return $"new global::Moe.Dsl.CudaUnit({name}, {text}, {CudaTranslator.PreludeVersion}, [])";
    }

    private static string Text(INamedTypeSymbol type)
    {
        var members = ImmutableArray.CreateBuilder<string>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue))
        {
            // The underlying type is fixed, so a plain number is enough, without the cast of a small one.
            var value = CudaLiteral.Of(field.ConstantValue)!;
            value = value is CastExpression cast ? cast.Operand : value;
            members.Add($"{ReservedNames.Avoid(field.Name)} = {ExpressionPrinter.Print(value)}");
        }

        string underlying = TypeSpeller.BuiltIn(type.EnumUnderlyingType!.SpecialType)!;
        var declaration = new EnumDeclaration(ReservedNames.Avoid(type.Name), underlying, members.ToImmutable());
        return DeclarationPrinter.Print(UnitNames.ContainingCudaNamespace(type), declaration).Text;
    }
}
