using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moe.Report;

/// <summary>The page's data as JSON. It escapes what could end a script.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PageData[]))]
internal sealed partial class PageJson : JsonSerializerContext;
