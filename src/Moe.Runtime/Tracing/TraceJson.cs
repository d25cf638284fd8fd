using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moe.Runtime;

/// <summary>Traces as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TraceDocument))]
internal sealed partial class TraceJson : JsonSerializerContext;
