using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>A batch's choices, as the gate made them.</summary>
/// <param name="IntIds">[T * K] the experts chosen, -1 where masked; or none, where they are long.</param>
/// <param name="LongIds">[T * K] the experts chosen, -1 where masked; or none, where they are int.</param>
/// <param name="Weights">[T * K] their weights.</param>
internal readonly record struct GateChoices(DeviceView<int> IntIds, DeviceView<long> LongIds, DeviceView<float> Weights);
