namespace Moe.Fuzz.Ways;

/// <summary>How a case is run.</summary>
internal enum Way
{
    /// <summary>Its C#, with the overflows that are errors made errors by hand: what the other ways are held against.</summary>
    Reference,

    /// <summary>Its C# as it stands.</summary>
    CSharp,

    /// <summary>The generated CPU body.</summary>
    CpuBody,

    /// <summary>The emitted text, compiled by g++.</summary>
    Native,

    /// <summary>The emitted text, compiled by NVRTC, on a GPU.</summary>
    Gpu,
}
