namespace App::Language
{
__device__ inline int Chosen(moe::Span<const Slot> slots, moe::Span<const int> ranks, int i, Gate gate)
{
    int expert;
    int rank;
    if (i < slots.Length && (expert = slots[i].Expert) >= 0 && (rank = ranks[expert], rank != 3))
        return rank;
    Slot first = slots[0];
    float weight = first.Weight;
    if (first.Expert > 7 && weight > 0.5f)
        return first.Expert;
    Slot slot = slots[1];
    int e = slot.Expert;
    int kind = slot.Expert < 0
        ? 0
        : slot.Weight > 1.0f && e < 4
        ? e
        : slot.Weight != slot.Weight
        ? -1
        : slot.Expert * 2;
    int next;
    while (kind > ranks.Length && (next = ranks[kind]) > 0)
        kind = next;
    int large = kind;
    switch (large > 10 && gate == Gate::Open ? 0 : large == 3 || large == 4 ? 1 : 2)
    {
        case 0:
            return large;
        case 1:
            return 1;
        default:
            return large;
    }
}
}
