using System.Globalization;

namespace Moe.Generators.Cuda;

/// <summary>
/// Names that C++, CUDA or the prelude have taken, and letters that NVRTC does not read: an author's name is changed
/// where it has to be.
/// </summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> Words = Split("""
        alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class
        compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype
        default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int
        long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register
        reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template
        this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t
        while xor xor_eq override final import module typeof restrict
        moe main std threadIdx blockIdx blockDim gridDim warpSize dim3
        fabs sqrt floor ceil trunc exp log log2 log10 pow sin cos tan tanh fma fmod
        fabsf sqrtf floorf ceilf truncf expf logf log2f log10f powf sinf cosf tanf tanhf fmaf fmodf
        cbrt rint copysign asin acos atan atan2 sinh cosh
        cbrtf rintf copysignf asinf acosf atanf atan2f sinhf coshf
        assert va_start va_arg va_end va_copy CUDART_VERSION
        NAN INFINITY NULL INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN FLT_MAX FLT_MIN DBL_MAX DBL_MIN HUGE_VAL linux unix
        """);

    private static readonly string[] VectorTypes =
    [
        "char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "longlong", "ulonglong", "float", "double",
    ];

    public static bool Contains(string name)
        => Words.Contains(name) || name.StartsWith("__", StringComparison.Ordinal) || IsVectorType(name);

    /// <summary>
    /// The name, with an underscore behind it where it is taken; also where it already has some, or two names of the
    /// author's could become one. CUDA takes no letters but those of ASCII: of others their codes are written.
    /// </summary>
    public static string Avoid(string name)
    {
        string untaken = Untaken(name);
        return untaken.All(IsAscii)
            ? untaken
            : string.Concat(untaken.Select(
                c => IsAscii(c) ? c.ToString() : "_u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture)));
    }

    private static bool IsAscii(char c) => c < 128;

    private static string Untaken(string name) => Contains(name) || Contains(name.TrimEnd('_')) ? name + "_" : name;

    // float4, uchar2 and their like are types of CUDA's.
    private static bool IsVectorType(string name)
        => name.Length > 1 && name[name.Length - 1] is >= '1' and <= '4'
            && VectorTypes.Contains(name.Substring(0, name.Length - 1));

    private static HashSet<string> Split(string words)
        => new(words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
