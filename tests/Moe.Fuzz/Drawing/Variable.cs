using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>A variable in scope.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Type">Its type, or a span's element type.</param>
/// <param name="IsAssignable">Whether it, or a span's element, may be assigned.</param>
/// <param name="IsConstant">Whether it is a const.</param>
/// <param name="CanBeCaptured">Whether a local function can use it, as it cannot a reference, or a struct's field.</param>
/// <param name="Length">A span's length, which is known as it is drawn; 0 for what is no span.</param>
internal sealed record Variable(
    string Text, IValueType Type, bool IsAssignable = true, bool IsConstant = false, bool CanBeCaptured = true, int Length = 0);
