namespace Moe.Runtime;

/// <summary>
/// Moves bytes between the ranks' devices, in groups of sends and receives with the meaning that NCCL gives them: in a
/// group nothing waits for anything, so the order of its calls does not matter between different peers; for one peer,
/// the first send meets the first receive. Their byte counts have to agree. A rank may send to itself. Whoever calls
/// skips empty messages, on both sides. All ranks dispose of theirs at the same time.
/// </summary>
internal interface ICommunicator : IDisposable
{
    /// <summary>This rank, 0 to R - 1.</summary>
    int Rank { get; }

    /// <summary>How many ranks there are, R.</summary>
    int Size { get; }

    /// <summary>Opens a group.</summary>
    void StartGroup();

    /// <summary>Adds a send to the group.</summary>
    /// <param name="data">On this rank's device; it is left alone until the stream has passed the group.</param>
    /// <param name="bytes">1 or more.</param>
    /// <param name="peer">The rank that receives.</param>
    /// <param name="stream">On which the data is written.</param>
    void Send(nint data, long bytes, int peer, DeviceStream stream);

    /// <summary>Adds a receive to the group.</summary>
    /// <param name="data">On this rank's device; it is there when the stream has passed the group.</param>
    /// <param name="bytes">1 or more.</param>
    /// <param name="peer">The rank that sends.</param>
    /// <param name="stream">On which the data is read.</param>
    void Receive(nint data, long bytes, int peer, DeviceStream stream);

    /// <summary>Closes the group and enqueues what is in it.</summary>
    /// <param name="step">What the group is for, such as <c>plan 3: header</c>; errors name it.</param>
    /// <exception cref="RankFailedException">Another rank has failed.</exception>
    /// <exception cref="RankTimeoutException">A rank that sends or receives here has not come.</exception>
    /// <exception cref="RankMismatchException">A rank sends more or fewer bytes than its peer receives.</exception>
    void EndGroup(RankStep step);
}
