using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Moe.Runtime;

/// <summary>
/// How a connection begins, before there are frames: the hub sends a challenge; the rank answers who it is, signed with
/// the token, which itself never travels.
/// </summary>
internal static class Handshake
{
    private const int NonceBytes = 32;
    private const int PlaceBytes = 8;

    private static ReadOnlySpan<byte> Greeting => "moe ranks 1\n"u8;

    /// <summary>The hub's side.</summary>
    /// <returns>The rank, how many ranks it says there are, and whether it knows the token.</returns>
    /// <exception cref="IOException">The other end has nothing to say, or not in time.</exception>
    public static (int Rank, int Size, bool IsTrusted) Challenge(Stream stream, string token)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        stream.Write([.. Greeting, .. nonce]);
        Span<byte> answer = stackalloc byte[PlaceBytes + HMACSHA256.HashSizeInBytes];
        stream.ReadExactly(answer);
        var place = answer[..PlaceBytes];
        bool isTrusted = CryptographicOperations.FixedTimeEquals(answer[PlaceBytes..], Sign(token, nonce, place));
        return (
            BinaryPrimitives.ReadInt32LittleEndian(place),
            BinaryPrimitives.ReadInt32LittleEndian(place[4..]),
            isTrusted);
    }

    /// <summary>A rank's side.</summary>
    /// <exception cref="IOException">The other end has gone, or has not spoken in time.</exception>
    /// <exception cref="RendezvousException">The other end is no hub.</exception>
    public static void Answer(Stream stream, Rendezvous rendezvous)
    {
        Span<byte> challenge = stackalloc byte[Greeting.Length + NonceBytes];
        stream.ReadExactly(challenge);
        if (!challenge.StartsWith(Greeting))
        {
            throw new RendezvousException(
                $"What listens at {rendezvous} is not rank 0 of this version of Moe. Choose another MASTER_PORT.");
        }

        Span<byte> place = stackalloc byte[PlaceBytes];
        BinaryPrimitives.WriteInt32LittleEndian(place, rendezvous.Rank);
        BinaryPrimitives.WriteInt32LittleEndian(place[4..], rendezvous.Size);
        stream.Write([.. place, .. Sign(rendezvous.Token, challenge[Greeting.Length..], place)]);
    }

    private static byte[] Sign(string token, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> place)
        => HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), (byte[])[.. nonce, .. place]);
}
