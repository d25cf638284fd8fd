using Microsoft.CodeAnalysis;

namespace Moe.Generators;

/// <summary>
/// What a translation refuses. Each message names the construct, the method it stands in, and what to write instead;
/// MOE0001 and on are the kernel language's, MOE1001 and on the rules about declarations. Each has a page of its id in
/// docs/diagnostics.
/// </summary>
internal static partial class DiagnosticDescriptors
{
    private const string KernelLanguage = "Moe.KernelLanguage";

    /// <summary>{0} construct, {1} method, {2} what to write instead.</summary>
    public static readonly DiagnosticDescriptor UnsupportedStatement = Error(
        "MOE0001", "Statement is not part of the kernel language",
        "'{1}' has {0}, which the kernel language lacks. {2}");

    /// <summary>{0} construct, {1} method, {2} what to write instead.</summary>
    public static readonly DiagnosticDescriptor UnsupportedExpression = Error(
        "MOE0002", "Expression is not part of the kernel language",
        "'{1}' has {0}, which the kernel language lacks. {2}");

    /// <summary>{0} type, {1} method or type, {2} what to write instead.</summary>
    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "MOE0003", "Type has no CUDA form", "'{1}' uses the type '{0}', which has no CUDA form. {2}");

    /// <summary>{0} called method, {1} method, {2} what to write instead.</summary>
    public static readonly DiagnosticDescriptor UnsupportedCall = Error(
        "MOE0004", "Called method is not device code", "'{1}' calls '{0}', which is not device code. {2}");

    /// <summary>{0} property or field, {1} method, {2} what to write instead.</summary>
    public static readonly DiagnosticDescriptor UnsupportedMember = Error(
        "MOE0005", "Member is not device code", "'{1}' uses '{0}', which is not device code. {2}");

    /// <summary>{0} field, {1} method.</summary>
    public static readonly DiagnosticDescriptor StaticState = Error(
        "MOE0006", "Device code reads a static field",
        "'{1}' uses the static field '{0}', and a GPU has no static state. Make it a const, or pass its value as a "
        + "parameter.");

    /// <summary>{0} method, {1} the calls that lead back to it.</summary>
    public static readonly DiagnosticDescriptor Recursion = Error(
        "MOE0007", "Device code is recursive", "'{0}' calls itself: {1}. Write a loop instead.");

    /// <summary>{0} declaration, {1} what leads back to it.</summary>
    public static readonly DiagnosticDescriptor UnitCycle = Error(
        "MOE0008", "Declarations need each other",
        "'{0}' needs itself: {1}. In CUDA each has to stand before the other; move what both need into one struct or "
        + "into a third declaration.");

    /// <summary>{0} method, {1} parameter, {2} ref, in or out.</summary>
    public static readonly DiagnosticDescriptor ReferenceAcrossWait = Error(
        "MOE0009", "Function that can wait takes a reference",
        "'{0}' can wait for other threads, so its parameter '{1}' cannot be '{2}'. Pass a value or a span, and return "
        + "the result.");

    /// <summary>{0} method.</summary>
    public static readonly DiagnosticDescriptor MisplacedShared = Error(
        "MOE0010", "Shared memory is declared in the wrong place",
        "'{0}' calls Shared.Span elsewhere than as the initializer of a local at a kernel's top level. Declare it "
        + "there, and hand the span to the functions that use it.");

    /// <summary>{0} method, {1} length.</summary>
    public static readonly DiagnosticDescriptor SharedLength = Error(
        "MOE0011", "Length of shared memory is not constant",
        "'{0}' declares shared memory of the length '{1}', which is not constant. Build the length from constants and "
        + "[Specialize] parameters.");

    /// <summary>{0} member, {1} routing method.</summary>
    public static readonly DiagnosticDescriptor GridInRouting = Error(
        "MOE0012", "Routing depends on the thread that evaluates it",
        "'{1}' uses '{0}', but a routing is evaluated by any thread, and on the host. Use the assignment and the "
        + "routing's own state instead.");

    /// <summary>{0} construct, {1} method.</summary>
    public static readonly DiagnosticDescriptor Reference = Error(
        "MOE0013", "Device code keeps a reference",
        "'{1}' has {0}. References are only passed to calls; keep the span and the index instead.");

    /// <summary>{0} operation, {1} method.</summary>
    public static readonly DiagnosticDescriptor CheckedArithmetic = Error(
        "MOE0014", "Device code is checked for overflow",
        "'{1}' has {0} in a checked context, and a GPU does not throw. Write unchecked(...), or test the range with an "
        + "if.");

    /// <summary>{0} type, {1} reason and what to write instead.</summary>
    public static readonly DiagnosticDescriptor UnsupportedLayout = Error(
        "MOE0015", "Struct cannot be laid out in CUDA", "'{0}' cannot be laid out in CUDA as it is in C#: {1}");

    /// <summary>{0} method or type, {1} reason and what to write instead.</summary>
    public static readonly DiagnosticDescriptor UnsupportedDeclaration = Error(
        "MOE0016", "Declaration has no CUDA form", "'{0}' cannot be declared in CUDA: {1}");

    /// <summary>{0} type, {1} method, {2} its bytes.</summary>
    public static readonly DiagnosticDescriptor ShuffledSize = Error(
        "MOE0017", "Shuffled value is too large",
        "'{1}' shuffles a '{0}', which has {2} bytes; lanes exchange 8 at most. Shuffle its fields one by one.");

    /// <summary>{0} operation, {1} method, {2} what it is applied to.</summary>
    public static readonly DiagnosticDescriptor AtomicTarget = Error(
        "MOE0018", "Atomic operation on what other threads do not see",
        "'{1}' applies '{0}' to '{2}', which other threads do not see; apply it to an element of a span");

    /// <summary>{0} method.</summary>
    public static readonly DiagnosticDescriptor MisplacedRegisters = Error(
        "MOE0019", "Register array is declared in the wrong place",
        "'{0}' calls Registers.Span elsewhere than as the initializer of a local in a block; declare a local, in braces");

    /// <summary>{0} method, {1} length.</summary>
    public static readonly DiagnosticDescriptor RegisterLength = Error(
        "MOE0020", "Length of a register array is not constant",
        "'{0}' declares a register array of length '{1}', which is not known when it is compiled; build the length from "
        + "constants, [Specialize] parameters and Pack<T>.Length");

    /// <summary>{0} array, {1} method.</summary>
    public static readonly DiagnosticDescriptor RegistersEscape = Error(
        "MOE0021", "Register array is kept",
        "'{1}' keeps the register array '{0}', which ends with its block; index it, or pass it to a function that returns "
        + "no span");

    private static DiagnosticDescriptor Error(string id, string title, string message)
        => new(
            id, title, message, KernelLanguage, DiagnosticSeverity.Error, isEnabledByDefault: true,
            helpLinkUri: HelpLink.Of(id));
}
