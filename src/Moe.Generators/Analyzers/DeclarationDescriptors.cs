using Microsoft.CodeAnalysis;

namespace Moe.Generators.Analyzers;

/// <summary>The rules about declarations. Each message says what to write instead.</summary>
internal static class DeclarationDescriptors
{
    private const string Declarations = "Moe.Declarations";

    /// <summary>{0} type, {1} declaration inside it.</summary>
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "MOE1001", "Type has no room for generated code",
        "'{0}' has to be partial: the generator adds to it what belongs to '{1}'");

    /// <summary>{0} routing.</summary>
    public static readonly DiagnosticDescriptor RoutingWithoutInterface = Error(
        "MOE1002", "Routing does not implement IRouting",
        "'{0}' is a routing, so it has to name IRouting among its interfaces; the generator implements it");

    /// <summary>{0} routing, {1} number.</summary>
    public static readonly DiagnosticDescriptor DispatchCount = Error(
        "MOE1003", "Routing has not exactly one [Dispatch] method",
        "'{0}' has {1} [Dispatch] methods; a routing has exactly one, which says where a choice goes");

    /// <summary>{0} method.</summary>
    public static readonly DiagnosticDescriptor DispatchSignature = Error(
        "MOE1004", "[Dispatch] method has the wrong signature",
        "'{0}' has to be an instance method 'Destination {0}(Assignment choice)'");

    /// <summary>{0} routing, {1} number.</summary>
    public static readonly DiagnosticDescriptor CombineCount = Error(
        "MOE1005", "Routing has several [Combine] methods",
        "'{0}' has {1} [Combine] methods; a routing has at most one, which weighs a value of an expert's answer");

    /// <summary>{0} method.</summary>
    public static readonly DiagnosticDescriptor CombineSignature = Error(
        "MOE1006", "[Combine] method has the wrong signature",
        "'{0}' has to be an instance method 'float {0}(float value, float weight)'");

    /// <summary>{0} method, {1} attribute, {2} type.</summary>
    public static readonly DiagnosticDescriptor OutsideRouting = Error(
        "MOE1007", "Method of a routing stands elsewhere",
        "'{0}' is marked [{1}], but '{2}' is no [Routing] struct; mark the struct [Routing], or take [{1}] away");

    /// <summary>{0} kernel.</summary>
    public static readonly DiagnosticDescriptor KernelNotStatic = Error(
        "MOE1008", "Kernel is not static",
        "'{0}' is a kernel, so it has to be static: what it works on are its parameters");

    /// <summary>{0} kernel.</summary>
    public static readonly DiagnosticDescriptor KernelReturnsValue = Error(
        "MOE1009", "Kernel returns a value",
        "'{0}' is a kernel, so it returns void; write results to a span or rows");

    /// <summary>{0} method, {1} attribute.</summary>
    public static readonly DiagnosticDescriptor NotInClass = Error(
        "MOE1010", "Device code does not stand in a class",
        "'{0}' is marked [{1}], so it has to stand in a class that is not generic, nor inside a generic type");

    /// <summary>{0} kernel.</summary>
    public static readonly DiagnosticDescriptor KernelOverloaded = Error(
        "MOE1011", "Kernel is overloaded",
        "Several methods are named '{0}', and a kernel is launched by its name; rename the others");

    /// <summary>{0} parameter, {1} kernel.</summary>
    public static readonly DiagnosticDescriptor KernelReference = Error(
        "MOE1012", "Kernel takes a reference",
        "Parameter '{0}' of kernel '{1}' is passed by reference, and a launch only passes values; use a span");

    /// <summary>{0} type, {1} kernel.</summary>
    public static readonly DiagnosticDescriptor HiddenType = Error(
        "MOE1013", "Kernel takes a type that generated code cannot name",
        "'{0}' is a parameter's type of kernel '{1}', so it has to be at least internal: its launch names it too");

    /// <summary>{0} type parameter, {1} kernel.</summary>
    public static readonly DiagnosticDescriptor TypeParameterNotUnmanaged = Error(
        "MOE1014", "Type parameter is not unmanaged",
        "Type parameter '{0}' of '{1}' stands for types that a GPU has; constrain it: 'where {0} : unmanaged'");

    /// <summary>{0} value, {1} kernel.</summary>
    public static readonly DiagnosticDescriptor MaxThreadsRange = Error(
        "MOE1015", "MaxThreads is out of range",
        "MaxThreads of kernel '{1}' is {0}; a block has 1 to 1024 threads");

    /// <summary>{0} value, {1} kernel.</summary>
    public static readonly DiagnosticDescriptor MinBlocksRange = Error(
        "MOE1016", "MinBlocks is out of range",
        "MinBlocks of kernel '{1}' is {0}; give 0 to leave it to the compiler, or more");

    /// <summary>{0} parameter, {1} method.</summary>
    public static readonly DiagnosticDescriptor SpecializeOutsideKernel = Error(
        "MOE1017", "[Specialize] stands outside a kernel",
        "Parameter '{0}' is marked [Specialize], but '{1}' is no kernel; hand it the kernel's constant as a value");

    /// <summary>{0} parameter, {1} type, {2} kernel.</summary>
    public static readonly DiagnosticDescriptor SpecializeType = Error(
        "MOE1018", "[Specialize] parameter has no constant type",
        "Parameter '{0}' of kernel '{2}' is of type '{1}'; a [Specialize] parameter is an int, a long, a bool or an enum");

    /// <summary>{0} method.</summary>
    public static readonly DiagnosticDescriptor DeviceMethodPlace = Error(
        "MOE1019", "Device method cannot be called from device code",
        "'{0}' is marked [Device], so it has to be static in a class, or stand in a struct or interface that is marked "
        + "[Device] or [Routing]");

    /// <summary>{0} class.</summary>
    public static readonly DiagnosticDescriptor ReservedName = Error(
        "MOE1020", "Class has the name of a generated member",
        "'{0}' is what the generator calls a member of this class, so the class needs another name");

    /// <summary>{0} property.</summary>
    public static readonly DiagnosticDescriptor PropertyOfThread = Error(
        "MOE1021", "Device property depends on the thread that reads it",
        "'{0}' depends on the thread that reads it, and the CPU device reads a property as it stands; make it a method");

    /// <summary>{0} element, {1} method.</summary>
    public static readonly DiagnosticDescriptor HeldReference = Error(
        "MOE1022", "Element is referred to across a wait",
        "'{1}' refers to '{0}' while a call in the same expression waits for other threads; keep that call's result in a "
        + "local first");

    /// <summary>{0} parameter, {1} method.</summary>
    public static readonly DiagnosticDescriptor NoAliasPlace = Error(
        "MOE1023", "[NoAlias] stands elsewhere than on a kernel's span or rows",
        "Parameter '{0}' of '{1}' is marked [NoAlias], which speaks of a kernel's span or rows; leave it out");

    private static DiagnosticDescriptor Error(string id, string title, string message)
        => new(
            id, title, message, Declarations, DiagnosticSeverity.Error, isEnabledByDefault: true,
            helpLinkUri: HelpLink.Of(id));
}
