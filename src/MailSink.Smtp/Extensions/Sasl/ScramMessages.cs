namespace MailSink.Smtp;

/// <summary>The client's first SCRAM message (RFC 5802 section 7): <c>n,[a=authzid],n=user,r=nonce[,extensions]</c>.</summary>
/// <param name="Header">What it begins with.</param>
/// <param name="HeaderText">The header as sent: the final message repeats it.</param>
/// <param name="Bare">What follows the header, as sent: the proof is made over it.</param>
/// <param name="User">The name, decoded.</param>
/// <param name="Nonce">The client's nonce.</param>
internal sealed record ScramFirst(Gs2Header Header, string HeaderText, string Bare, string User, string Nonce)
{
    private const int LongestNonce = 200;

    /// <summary>Reads the message, or gives null.</summary>
    public static ScramFirst? Read(string message)
    {
        if (Gs2Header.Read(message) is not { } header) return null;
        var bare = message[header.Length..];
        // RFC 5802 section 5.1: a mandatory extension (m=) that is not understood fails the login; it would stand first.
        var fields = bare.Split(',');
        if (fields.Length < 2 || !fields[0].StartsWith("n=", StringComparison.Ordinal) || !fields[1].StartsWith("r=", StringComparison.Ordinal)) return null;
        var nonce = fields[1][2..];
        if (Gs2Header.DecodeName(fields[0][2..]) is not { Length: > 0 } user || !IsNonce(nonce)) return null;
        return new ScramFirst(header, message[..header.Length], bare, user, nonce);
    }

    /// <summary>RFC 5802 section 7: printable ASCII without comma. Bounded, since it comes back in a reply line of at most 512 octets.</summary>
    private static bool IsNonce(string nonce) => nonce.Length is > 0 and <= LongestNonce && !nonce.AsSpan().ContainsAnyExceptInRange('!', '~');
}

/// <summary>The client's final SCRAM message: <c>c=binding,r=nonce[,extensions],p=proof</c>.</summary>
/// <param name="Binding">Header and channel binding data, decoded.</param>
/// <param name="Nonce">Both nonces.</param>
/// <param name="WithoutProof">What stands before the proof: the proof is made over it.</param>
/// <param name="Proof">Decoded.</param>
internal sealed record ScramFinal(byte[] Binding, string Nonce, string WithoutProof, byte[] Proof)
{
    /// <summary>Reads the message, or gives null.</summary>
    public static ScramFinal? Read(string message)
    {
        var proofAt = message.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofAt < 0 || !message.StartsWith("c=", StringComparison.Ordinal)) return null;
        var fields = message[..proofAt].Split(',');
        if (fields.Length < 2 || !fields[1].StartsWith("r=", StringComparison.Ordinal)) return null;
        return AuthCommand.TryDecode(fields[0][2..], out var binding) && AuthCommand.TryDecode(message[(proofAt + 3)..], out var proof)
            ? new ScramFinal(binding, fields[1][2..], message[..proofAt], proof)
            : null;
    }
}
