namespace App::Language
{
/// The mean square of a warp's values.
__global__ void __launch_bounds__(1024) MeanSquare(moe::Span<const int> x, moe::Span<int> result)
{
    int sum = 0;
    int rounds = 0;
    auto Square = [](int value) -> int
    {
        return value * value;
    };

    auto Add = [&](int value)
    {
        sum += Square(value);
        rounds++;
    };

    for (int i = (int)threadIdx.x; i < x.Length; i += (int)blockDim.x)
        Add(x[i]);
    auto Meet = [&](int value) -> int
    {
        rounds = moe::Warp::Sum(rounds);
        return moe::Warp::Sum(value);
    };

    int total = Meet(sum);
    if ((int)threadIdx.x == 0)
        result[0] = total / rounds;
}
}
