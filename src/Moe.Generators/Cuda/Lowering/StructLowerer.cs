using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Lowers a [Routing] or [Device] struct with the methods inside it.</summary>
internal sealed class StructLowerer(UnitScope unit, INamedTypeSymbol type)
{
    public StructDeclaration Lower()
    {
        StructLayoutRules.Check(unit, type);
        foreach (var @event in type.GetMembers().OfType<IEventSymbol>().Where(IsField))
            unit.Type(@event.Type, @event.Locations[0], type.Display());
        foreach (var (member, method) in DeviceForms.Unmarked(type))
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedDeclaration, method.Locations[0], method.Display(),
                $"it implements '{member.Display()}', which is [Device]. Make it a public [Device] method.");
        }

        var fields = StructFields.Of(type, unit.Compilation, unit.CancellationToken);
        var functions = ImmutableArray.CreateBuilder<FunctionDeclaration>();
        bool hasConstructor = StructFields.PrimaryConstructor(type) is not null;
        if (new ConstructorLowerer(unit, type).Lower(fields) is { } constructor)
            functions.Add(constructor);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(IsExplicit))
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedDeclaration,
                (method.AssociatedSymbol ?? method).Locations[0], method.Display(),
                "it implements an interface without a name of its own. Make it public, under the name that it has "
                + "there.");
        }

        foreach (var method in DeviceMethods())
        {
            if (new FunctionLowerer(unit, type).Lower(method) is { } function)
                functions.Add(function);
        }

        var constants = ImmutableArray.CreateBuilder<string>();
        if (type.Has(KnownNames.RoutingAttribute))
        {
            string hasCombine = RoutingMembers.Combine(type) is null ? "false" : "true";
            constants.Add("static constexpr bool HasCombine = " + hasCombine);
            functions.AddRange(RoutingMembers.Forwards(unit, type));
        }

        if (RecordEquality.Exists(type))
            functions.Add(Equality(fields));
        constants.AddRange(unit.Constants.Select(
            c => $"static constexpr {c.Type} {c.Variable.Name} = {ExpressionPrinter.Print(c.Variable.Value!)}"));
        return new StructDeclaration(
            Documentation.Of(type, unit.CancellationToken),
            unit.PlaceOf(type.Locations[0]),
            [.. type.TypeParameters.Select(t => "typename " + ReservedNames.Avoid(t.Name))],
            ReservedNames.Avoid(type.Name),
            constants.ToImmutable(),
            [.. fields.Select(Field)],
            functions.ToImmutable(),
            hasConstructor);
    }

    // What C++ calls it is its name alone.
    private static bool IsExplicit(IMethodSymbol method)
        => method.ExplicitInterfaceImplementations.Any(i => i.ContainingType.Has(KnownNames.DeviceAttribute));

    private string Field(StructField field)
    {
        // A fixed buffer has been refused with the struct.
        if (field.Symbol is IFieldSymbol { IsFixedSizeBuffer: true })
            return "";
        if (TypeSpeller.HoldsTuple(field.Type))
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedLayout, field.Symbol.Locations[0], type.Display(),
                $"its field '{field.Name}' holds a tuple, whose layout C# does not promise. "
                + "Declare a [Device] struct with its elements.");
            return "";
        }

        return $"{unit.Type(field.Type, field.Symbol.Locations[0], type.Display())} {ReservedNames.Avoid(field.Name)}";
    }

    // An event without accessors of its own is a field too, which is no member of the type.
    private static bool IsField(IEventSymbol @event)
        => !@event.IsStatic && @event.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is VariableDeclaratorSyntax);

    private IEnumerable<IMethodSymbol> DeviceMethods()
        => type.GetMembers().OfType<IMethodSymbol>().Where(
            m => m.IsDeviceMember() && DeviceForms.Problem(m) is null
                && !(m.AssociatedSymbol is IPropertySymbol property && StructFields.IsAutomatic(property)));

    private FunctionDeclaration Equality(ImmutableArray<StructField> fields)
    {
        string other = "other";
        while (unit.IsDeclaredHere(other))
            other += "_";
        var condition = new NameExpression(RecordEquality.Condition(fields, other));
        var place = unit.PlaceOf(type.Locations[0]);
        return new FunctionDeclaration(
            [], place, [], "__device__ bool operator==", [$"const {ReservedNames.Avoid(type.Name)}& {other}"], " const",
            [],
            new BlockStatement([new ReturnStatement(condition) { Place = place }]));
    }
}
