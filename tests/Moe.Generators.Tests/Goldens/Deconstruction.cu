namespace App::Language
{
__device__ inline float Spread(moe::Span<const float> x, moe::Span<int> places)
{
    moe::Tuple<moe::Tuple<int, float>, moe::Tuple<int, float>> kept_1 = Greatest(x);
    int i = kept_1.Item1.Item1;
    float most = kept_1.Item1.Item2;
    int j = kept_1.Item2.Item1;
    float next = kept_1.Item2.Item2;
    places[0] = i;
    places[1] = j;
    most = most - next;
    return most;
}
}
