namespace Moe.Generators;

/// <summary>Metadata names of what the generator recognises.</summary>
internal static class KnownNames
{
    public const string KernelAttribute = "Moe.Dsl.KernelAttribute";
    public const string DeviceAttribute = "Moe.Dsl.DeviceAttribute";
    public const string RoutingAttribute = "Moe.Dsl.RoutingAttribute";
    public const string DispatchAttribute = "Moe.Dsl.DispatchAttribute";
    public const string CombineAttribute = "Moe.Dsl.CombineAttribute";
    public const string SpecializeAttribute = "Moe.Dsl.SpecializeAttribute";
    public const string NoAliasAttribute = "Moe.Dsl.NoAliasAttribute";
    public const string IntrinsicAttribute = "Moe.Dsl.IntrinsicAttribute";

    public const string RoutingInterface = "Moe.Dsl.IRouting";
    public const string Shared = "Moe.Dsl.Shared";
    public const string Atomic = "Moe.Dsl.Atomic";
    public const string Registers = "Moe.Dsl.Registers";
    public const string BFloat16 = "Moe.Dsl.BFloat16";
    public const string Float8E4M3 = "Moe.Dsl.Float8E4M3";
    public const string Float8E5M2 = "Moe.Dsl.Float8E5M2";
    public const string Pack = "Moe.Dsl.Pack`1";
    public const string Warp = "Moe.Dsl.Warp";
    public const string KernelTask = "Moe.Dsl.KernelTask";

    public const string ConditionalAttribute = "System.Diagnostics.ConditionalAttribute";
    public const string CallerLineNumberAttribute = "System.Runtime.CompilerServices.CallerLineNumberAttribute";
    public const string InlineArrayAttribute = "System.Runtime.CompilerServices.InlineArrayAttribute";
    public const string Half = "System.Half";
    public const string Span = "System.Span`1";
    public const string ReadOnlySpan = "System.ReadOnlySpan`1";
    public const string DeviceSpan = "Moe.Dsl.DeviceSpan`1";
    public const string DeviceView = "Moe.Dsl.DeviceView`1";
    public const string DeviceArray = "Moe.Runtime.DeviceArray`1";
    public const string DeviceRows = "Moe.Runtime.DeviceRows`1";
    public const string DeviceRowsSpan = "Moe.Dsl.DeviceRowsSpan`1";
    public const string DeviceRowsView = "Moe.Dsl.DeviceRowsView`1";
    public const string Rows = "Moe.Dsl.Rows`1";
    public const string ReadOnlyRows = "Moe.Dsl.ReadOnlyRows`1";

    /// <summary>What a function's CPU body is called: the function's own name and this.</summary>
    public const string CpuSuffix = "OnCpu";
}
