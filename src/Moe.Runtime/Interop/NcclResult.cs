namespace Moe.Runtime.Interop;

/// <summary>The results of NCCL's calls that are told apart; its <c>ncclResult_t</c>.</summary>
internal static class NcclResult
{
    public const int Success = 0;
    public const int InProgress = 7;
}
