namespace Moe.Dsl;

/// <summary>
/// What an exchange asks of a routing. The author of a <see cref="RoutingAttribute"/> struct names it as the struct's
/// interface; the generated half implements it with the author's <see cref="DispatchAttribute"/> and
/// <see cref="CombineAttribute"/> methods.
/// </summary>
[Device]
public interface IRouting : IDeviceType
{
    /// <summary>
    /// Whether the author wrote a <see cref="CombineAttribute"/> method, rather than leaving it at value times weight.
    /// </summary>
    static abstract bool HasCombine { get; }

    /// <summary>Where a choice goes.</summary>
    [Device]
    Destination Route(Assignment choice);

    /// <summary>One value of an expert's answer, weighed.</summary>
    [Device]
    float Weigh(float value, float weight);
}
