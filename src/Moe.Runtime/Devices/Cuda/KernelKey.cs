using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>A kernel with its constants' values.</summary>
internal readonly record struct KernelKey(KernelDefinition Definition, long[] Constants);
