using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Moe.Report;

/// <summary>Choices for each expert: a line a rank, a bar an expert, and how much of the mean the rank has.</summary>
internal static class LoadPicture
{
    private const int Margin = 10;
    private const int Factor = 8;

    /// <summary>The picture.</summary>
    public static IRenderable Of(ExchangeSummary exchange, int width)
    {
        var loads = exchange.Load;
        double most = loads.SelectMany(load => load ?? []).DefaultIfEmpty().Max();
        double mean = loads.OfType<double[]>().Select(load => load.Sum()).DefaultIfEmpty().Average();
        int room = Math.Max(1, width - Margin - Factor);
        int longest = Math.Min(room, loads.Max(load => load?.Length ?? 0));
        var picture = new Paragraph();
        for (int rank = 0; rank < loads.Length; rank++)
        {
            picture.Append(string.Create(CultureInfo.InvariantCulture, $"rank {rank,-4} "), Color.Grey);
            if (loads[rank] is { } load)
                Append(picture, exchange, rank, load, most, mean, longest);
            else
                picture.Append("?\n", Color.Grey);
        }

        picture.Append($"{new string(' ', Margin)}█ {Unit.Count(most)} choices; at the end, a rank's part of the mean rank's\n", Color.Grey);
        return picture;
    }

    private static void Append(
        Paragraph picture, ExchangeSummary exchange, int rank, double[] load, double most, double mean, int room)
    {
        for (int expert = 0; expert < load.Length; expert++)
        {
            if (expert > 0 && expert % room == 0)
                picture.Append("\n" + new string(' ', Margin));
            double part = load[expert] / Math.Max(most, double.Epsilon);
            bool isBusiest = exchange.BusiestExpert is { } busiest && (busiest.Rank, busiest.Expert) == (rank, expert);
            picture.Append(Shade.Bar(part).ToString(), isBusiest ? Shade.Hot : Shade.Tint(part));
        }

        int used = load.Length == 0 ? 0 : ((load.Length - 1) % room) + 1;
        picture.Append(new string(' ', room - used + 1));
        picture.Append(
            mean > 0 ? $"{Unit.Factor(load.Sum() / mean)}\n" : "\n",
            exchange.BusiestRank?.Rank == rank ? Shade.Hot : Color.Grey);
    }
}
