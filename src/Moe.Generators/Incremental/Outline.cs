using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Incremental;

/// <summary>
/// What a method can see of the compilation around it, unless it looks into other methods' bodies. Where it is equal,
/// the method means the same.
/// </summary>
internal sealed class Outline : IEquatable<Outline>
{
    // Kept no longer than the compilation.
    private static readonly ConditionalWeakTable<Compilation, Outline> Kept = new();

    // Those that are equal, one after another, are one: then a comparison is of references.
    private static WeakReference<Outline>? s_latest;

    private readonly string? _assembly;
    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<string> _files;
    private readonly ImmutableArray<ParseOptions> _parsing;

    private Outline(Compilation compilation, CancellationToken cancellationToken)
    {
        _assembly = compilation.AssemblyName;
        _options = compilation.Options;
        _references = [.. compilation.References];
        _parsing = [.. compilation.SyntaxTrees.Select(file => file.Options)];
        var files = compilation.SyntaxTrees.Select(file => FileOutline.Of(file, cancellationToken)).ToList();
        var primary = new HashSet<string>(files.SelectMany(file => file.PrimaryParts), StringComparer.Ordinal);
        _files = [.. files.Select(file => file.HasPartOf(primary) ? file.Whole : file.WithoutBodies)];
    }

    /// <summary>The outline of a compilation.</summary>
    public static Outline Of(Compilation compilation, CancellationToken cancellationToken)
        => Kept.GetValue(compilation, whole => Shared(new Outline(whole, cancellationToken)));

    public bool Equals(Outline? other)
        => ReferenceEquals(this, other)
            || (other is not null
                && _assembly == other._assembly
                && _options.Equals(other._options)
                && _references.SequenceEqual(other._references)
                && _parsing.SequenceEqual(other._parsing)
                && _files.SequenceEqual(other._files));

    public override bool Equals(object? obj) => Equals(obj as Outline);

    public override int GetHashCode() => _files.Length;

    private static Outline Shared(Outline made)
    {
        if (s_latest is { } latest && latest.TryGetTarget(out var known) && known.Equals(made))
            return known;
        s_latest = new WeakReference<Outline>(made);
        return made;
    }
}
