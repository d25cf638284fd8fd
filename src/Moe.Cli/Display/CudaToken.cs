namespace Moe.Cli;

/// <summary>What a piece of CUDA C++ or PTX is, as far as its colour goes.</summary>
internal enum CudaToken
{
    /// <summary>Names, operators, space.</summary>
    Plain,

    /// <summary>A word of the language, or of CUDA.</summary>
    Keyword,

    /// <summary>A type of the language.</summary>
    Type,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string or a character.</summary>
    Text,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A line for the preprocessor.</summary>
    Directive,
}
