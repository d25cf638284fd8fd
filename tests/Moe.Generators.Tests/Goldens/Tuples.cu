namespace App::Language
{
/// The two greatest values, and where they are.
__device__ inline moe::Tuple<moe::Tuple<int, float>, moe::Tuple<int, float>> Greatest(moe::Span<const float> x)
{
    moe::Tuple<int, float> first = moe::Tuple<int, float>(0, x[0]);
    moe::Tuple<int, float> second = moe::Tuple<int, float>(1, x[1]);
    if (second.Item2 > first.Item2)
    {
        moe::Tuple<int, float> first_1 = first;
        first = second;
        second = first_1;
    }

    for (int i = 2; i < x.Length; i++)
    {
        if (x[i] > first.Item2)
        {
            moe::Tuple<int, float> first_2 = first;
            first = moe::Tuple<int, float>(i, x[i]);
            second = first_2;
        }
        else if (x[i] > second.Item2)
            second = moe::Tuple<int, float>(i, x[i]);
    }

    return first.Item1 == second.Item1 && first.Item2 == second.Item2
        ? moe::Tuple<moe::Tuple<int, float>, moe::Tuple<int, float>>{}
        : moe::Tuple<moe::Tuple<int, float>, moe::Tuple<int, float>>(first, second);
}
}
