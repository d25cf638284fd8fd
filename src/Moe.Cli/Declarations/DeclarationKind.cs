namespace Moe.Cli;

/// <summary>What a declaration is; the order is the order of a listing.</summary>
internal enum DeclarationKind
{
    /// <summary>A <c>[Routing]</c> struct.</summary>
    Routing,

    /// <summary>A <c>[Device]</c> struct.</summary>
    Struct,

    /// <summary>A class of kernels and device functions.</summary>
    Class,

    /// <summary>A <c>[Kernel]</c> method.</summary>
    Kernel,

    /// <summary>A <c>[Device]</c> method of a class.</summary>
    Function,
}
