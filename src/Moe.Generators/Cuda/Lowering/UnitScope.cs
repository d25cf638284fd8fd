using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>A constant of the author's that a unit uses.</summary>
internal sealed record UnitConstant(ISymbol Symbol, string Type, CudaVariable Variable);

/// <summary>
/// What the lowering of one unit gathers: the units it needs, the constants it uses, and what is wrong with it.
/// </summary>
internal sealed class UnitScope
{
    private readonly SortedSet<string> _needs = new(StringComparer.Ordinal);
    private readonly List<UnitConstant> _constants = [];
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly ISymbol _unit;
    private readonly Dictionary<SyntaxTree, string> _files = [];
    private readonly HashSet<string> _declaredNames;
    private readonly TypeSpeller _types;
    private readonly HashSet<ITypeSymbol> _refusedTypes = new(SymbolEqualityComparer.Default);
    private readonly List<Location> _errors = [];
    private readonly Dictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    public UnitScope(ISymbol unit, Compilation compilation, CancellationToken cancellationToken)
    {
        _unit = unit;
        _declaredNames = DeclaredNames.Of(unit, cancellationToken);
        _types = new TypeSpeller(Name, NeedHeader);
        Compilation = compilation;
        CancellationToken = cancellationToken;
        Namespace = UnitNames.ContainingCudaNamespace(unit);
    }

    public Compilation Compilation { get; }

    public CancellationToken CancellationToken { get; }

    public string Namespace { get; }

    /// <summary>The author's constants that were used, in the order of first use.</summary>
    public IReadOnlyList<UnitConstant> Constants => _constants;

    /// <summary>How a function or type is written in this unit, which from now on needs it.</summary>
    public string Name(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        symbol = (symbol as IPropertySymbol)?.GetMethod ?? symbol;
        string name = ReservedNames.Avoid(((symbol as IMethodSymbol)?.AssociatedSymbol ?? symbol).Name);
        if (SymbolEqualityComparer.Default.Equals(symbol, _unit))
            return name;
        if (symbol is not INamedTypeSymbol && symbol.ContainingType.TypeKind == TypeKind.Struct)
            return $"{Name(symbol.ContainingType)}::{name}";
        _needs.Add(UnitNames.UnitExpression(symbol));
        return IsNear(symbol, name) ? name : UnitNames.FromAnywhere(symbol);
    }

    // Beside the unit, or, for a type, around the class that the unit stands in. A class is closed, so that its members
    // show whether one of them would be meant instead; a namespace between the two is not, and a function might be
    // joined by others that C++ finds through its arguments.
    private bool IsNear(ISymbol symbol, string name)
    {
        if (IsDeclaredHere(symbol.Name) || IsOwnConstant(name))
            return false;
        string target = UnitNames.ContainingCudaNamespace(symbol);
        if (target == Namespace)
            return true;
        if (symbol is not INamedTypeSymbol)
            return false;
        for (var around = _unit.ContainingType; around is not null; around = around.ContainingType)
        {
            if (around.GetMembers().Any(member => ReservedNames.Avoid(member.Name) == name))
                return false;
            if (UnitNames.ContainingCudaNamespace(around) == target)
                return true;
        }

        return false;
    }

    // C# knows a type from a constant of its name by where it stands.
    private bool IsOwnConstant(string name)
        => _unit is INamedTypeSymbol type && type.GetMembers().Any(
            member => member is IFieldSymbol { IsConst: true } && ReservedNames.Avoid(member.Name) == name);

    /// <summary>How a type is written in this unit; a diagnostic where it has no CUDA form.</summary>
    public string Type(ITypeSymbol type, Location where, string user)
    {
        if (_types.Spell(type) is { } name)
            return name;
        ReportType(type, where, user);
        return "void";
    }

    /// <summary>Says that a type has no CUDA form; what else it is used for in the unit is no other mistake.</summary>
    public void ReportType(ITypeSymbol type, Location where, string user)
    {
        _refusedTypes.Add(type);
        if (type.TypeKind == TypeKind.Error)
            Break();
        else
            Report(DiagnosticDescriptors.UnsupportedType, where, type.ToDisplayString(), user, Advice.ForType(type));
    }

    /// <summary>Whether it has been said that a type has no CUDA form.</summary>
    public bool IsRefused(ITypeSymbol? type) => type is not null && _refusedTypes.Contains(type);

    /// <summary>A method's body, bound once for this unit.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        if (!_bodies.TryGetValue(method, out var body))
            _bodies.Add(method, body = Bodies.Of(method, Compilation, CancellationToken));
        return body;
    }

    public bool HasCudaForm(ITypeSymbol type) => _types.Spell(type) is not null;

    public void NeedHeader(string name) => _needs.Add($"global::Moe.Dsl.CudaPrelude.Header(\"{name}\")");

    /// <summary>Whether a local, parameter or member of the unit has this name and so hides others.</summary>
    public bool IsDeclaredHere(string name) => _declaredNames.Contains(name);

    /// <summary>
    /// How a constant of the author's is written: a local one and one of the unit's own type by its name, another with
    /// its type's before it, for <c>None</c> alone says nothing. Where the name is taken, a number tells the two apart.
    /// </summary>
    public CudaExpression Constant(ISymbol constant, string type, CudaExpression value)
    {
        constant = constant.OriginalDefinition;
        var known = _constants.FirstOrDefault(c => SymbolEqualityComparer.Default.Equals(c.Symbol, constant));
        if (known is null)
        {
            known = new UnitConstant(constant, type, new CudaVariable(ConstantName(constant), value));
            _constants.Add(known);
        }

        return new NameExpression(known.Variable.Name);
    }

    private string ConstantName(ISymbol constant)
    {
        var ownType = _unit as INamedTypeSymbol ?? _unit.ContainingType;
        bool isOwn = SymbolEqualityComparer.Default.Equals(constant.ContainingType, ownType);
        bool isField = constant is IFieldSymbol;
        string name = isField && (!isOwn || IsDeclaredHere(constant.Name))
            ? ReservedNames.Avoid($"{constant.ContainingType.Name}_{constant.Name}")
            : ReservedNames.Avoid(constant.Name);
        bool isTaken = IsConstant(name) || isField && IsDeclaredHere(name);
        return isTaken ? Fresh(name) : name;
    }

    /// <summary>A name that nothing else in the unit has: the stem with a number behind it.</summary>
    public string Fresh(string stem)
    {
        for (int number = 1; ; number++)
        {
            string name = ReservedNames.Avoid($"{stem.TrimEnd('_')}_{number.ToString(CultureInfo.InvariantCulture)}");
            if (!IsConstant(name) && _declaredNames.Add(name))
                return name;
        }
    }

    private bool IsConstant(string name) => _constants.Any(c => c.Variable.Name == name);

    /// <summary>How much has been found wrong.</summary>
    public int Findings => _diagnostics.Count;

    /// <summary>
    /// Reports a mistake, unless it follows from another: from one in a part of the expression, or in the type of a
    /// variable that the expression uses, which is reported where the variable is declared.
    /// </summary>
    public void Report(DiagnosticDescriptor descriptor, SyntaxNode where, params object[] arguments)
    {
        if (where is ExpressionSyntax && (HasReportIn(where) || VariablesOf(where).Any(type => !HasCudaForm(type))))
            Break();
        else
            Report(descriptor, where.GetLocation(), arguments);
    }

    private bool HasReportIn(SyntaxNode whole)
        => _diagnostics.Any(
            d => d.Location.SourceTree == whole.SyntaxTree && whole.Span.Contains(d.Location.SourceSpan));

    private IEnumerable<ITypeSymbol> VariablesOf(SyntaxNode expression)
    {
        var model = SemanticModels.Of(expression.SyntaxTree, Compilation);
        return expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Select(name => model.GetSymbolInfo(name, CancellationToken).Symbol switch
            {
                ILocalSymbol local => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol { IsStatic: false, DeclaringSyntaxReferences.IsEmpty: false } field
                    when field.ContainingType.IsDeviceStruct() => field.Type,
                _ => null,
            }).OfType<ITypeSymbol>();
    }

    public void Report(DiagnosticDescriptor descriptor, Location where, params object[] arguments)
    {
        if (!_errors.Any(e => e.SourceTree == where.SourceTree && e.SourceSpan.IntersectsWith(where.SourceSpan)))
            _diagnostics.Add(Diagnostic.Create(descriptor, where, arguments));
    }

    /// <summary>Gives no unit, and no diagnostic either: the C# compiler has reported the error.</summary>
    public void Break() => IsBroken = true;

    /// <summary>Whether the C# compiler has found an error in what becomes the unit.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Notes what of a body the C# compiler could not bind, so that one mistake is one message.</summary>
    public void NoteErrors(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation.Kind == OperationKind.Invalid || operation.Type?.TypeKind == TypeKind.Error)
            {
                _errors.Add(operation.Syntax.GetLocation());
                Break();
            }
        }
    }

    public SourcePlace PlaceOf(Location location)
    {
        var tree = location.SourceTree!;
        FilesRead.Note(tree);
        if (!_files.TryGetValue(tree, out string? file))
            _files.Add(tree, file = SymbolFile.Of(tree.FilePath, Compilation));
        return new SourcePlace(file, location.GetLineSpan().StartLinePosition.Line + 1);
    }

    public Translation Finish(CudaDeclaration declaration)
    {
        if (IsBroken || _diagnostics.Count > 0)
            return Refused();
        var writer = DeclarationPrinter.Print(Namespace, declaration);
        var unit = new UnitModel(UnitNames.UnitName(_unit), writer.Text, writer.Places, _needs.ToImmutableArray());
        return new Translation(unit, ImmutableArray<Diagnostic>.Empty);
    }

    public Translation Refused() => new(null, _diagnostics.ToImmutable());
}
