#pragma once

namespace moe
{
/// A tuple of C#'s: its elements are Item1, Item2 and so on, whatever names they have there. C# lays out tuples as it likes,
/// so none travels between host and device.
template <typename... T>
struct Tuple;

template <typename T1, typename T2>
struct Tuple<T1, T2>
{
    T1 Item1;
    T2 Item2;

    Tuple() = default;

    __device__ Tuple(T1 item1, T2 item2)
        : Item1(item1), Item2(item2)
    {
    }
};

template <typename T1, typename T2, typename T3>
struct Tuple<T1, T2, T3>
{
    T1 Item1;
    T2 Item2;
    T3 Item3;

    Tuple() = default;

    __device__ Tuple(T1 item1, T2 item2, T3 item3)
        : Item1(item1), Item2(item2), Item3(item3)
    {
    }
};

template <typename T1, typename T2, typename T3, typename T4>
struct Tuple<T1, T2, T3, T4>
{
    T1 Item1;
    T2 Item2;
    T3 Item3;
    T4 Item4;

    Tuple() = default;

    __device__ Tuple(T1 item1, T2 item2, T3 item3, T4 item4)
        : Item1(item1), Item2(item2), Item3(item3), Item4(item4)
    {
    }
};

template <typename T1, typename T2, typename T3, typename T4, typename T5>
struct Tuple<T1, T2, T3, T4, T5>
{
    T1 Item1;
    T2 Item2;
    T3 Item3;
    T4 Item4;
    T5 Item5;

    Tuple() = default;

    __device__ Tuple(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)
        : Item1(item1), Item2(item2), Item3(item3), Item4(item4), Item5(item5)
    {
    }
};

template <typename T1, typename T2, typename T3, typename T4, typename T5, typename T6>
struct Tuple<T1, T2, T3, T4, T5, T6>
{
    T1 Item1;
    T2 Item2;
    T3 Item3;
    T4 Item4;
    T5 Item5;
    T6 Item6;

    Tuple() = default;

    __device__ Tuple(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)
        : Item1(item1), Item2(item2), Item3(item3), Item4(item4), Item5(item5), Item6(item6)
    {
    }
};

template <typename T1, typename T2, typename T3, typename T4, typename T5, typename T6, typename T7>
struct Tuple<T1, T2, T3, T4, T5, T6, T7>
{
    T1 Item1;
    T2 Item2;
    T3 Item3;
    T4 Item4;
    T5 Item5;
    T6 Item6;
    T7 Item7;

    Tuple() = default;

    __device__ Tuple(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7)
        : Item1(item1), Item2(item2), Item3(item3), Item4(item4), Item5(item5), Item6(item6), Item7(item7)
    {
    }
};
}
