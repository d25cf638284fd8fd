namespace Moe.Report;

/// <summary>The median.</summary>
internal static class Median
{
    /// <summary>The middle one, or the mean of the two in the middle; null of none.</summary>
    public static double? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        int middle = sorted.Length / 2;
        return sorted.Length == 0 ? null
            : sorted.Length % 2 == 1 ? sorted[middle]
            : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
