using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp;

/// <summary>One SCRAM login, as the server sees it.</summary>
internal sealed class ScramExchange(SmtpSession session, ScramHash hash, bool isBound) : SaslExchange
{
    /// <summary>The one channel binding that .NET's TLS can give for every version (RFC 5929 section 4).</summary>
    private const string BindingType = "tls-server-end-point";

    private static readonly Reply Shape = Replies.AuthShape.With("SCRAM takes: n,,n=name,r=nonce, then c=biws,r=nonces,p=proof");

    private ScramFirst? first;
    private ScramKeys? keys;
    private string serverFirst = "";
    private string nonce = "";
    private SmtpUser? user;
    private bool isProved;

    public override SaslStep Next(byte[] response)
    {
        if (isProved) return response.Length == 0 ? SaslStep.Accept(user!.Name) : SaslStep.Refuse(Shape);
        var message = Encoding.UTF8.GetString(response);
        return first is null ? Begin(message) : Finish(message);
    }

    private SaslStep Begin(string message)
    {
        if (ScramFirst.Read(message) is not { } read) return SaslStep.Refuse(Shape);
        if (read.Header.OnBehalf is "") session.Findings.Report(LoginLint.OddScram, "a= without a name");
        if (CheckBinding(read.Header) is { Row: not null } refusal) return SaslStep.Refuse(refusal);
        // Nobody may act for somebody else here, and who is told so knows no more than after a wrong password.
        var isSomebodyElse = read.Header.OnBehalf is { Length: > 0 } name && name != read.User;
        session.Options.Users.TryFind(isSomebodyElse ? null : read.User, out user);
        keys = user?.KeysOf(hash) ?? session.Options.Users.PretendKeysOf(read.User, hash);
        first = read;
        nonce = read.Nonce + session.Options.NewNonce();
        serverFirst = string.Create(
            CultureInfo.InvariantCulture, $"r={nonce},s={Convert.ToBase64String(keys.Salt)},i={keys.Iterations}");
        return SaslStep.Ask(Encoding.ASCII.GetBytes(serverFirst));
    }

    private Reply CheckBinding(Gs2Header header)
    {
        if (isBound) return header.Binding == BindingType ? Reply.None : Replies.AuthBinding;
        if (header.Flag == 'p') return Replies.AuthBinding;
        // RFC 5802 section 6: the client can bind and was not told that the server can: somebody between them took it out.
        if (header.Flag != 'y' || !SaslTable.Announced(session).Any(mechanism => mechanism.Name == hash.Mechanism + "-PLUS")) return Reply.None;
        session.Findings.Report(LoginLint.OddScram, "the client says that -PLUS was not offered, and it was");
        return Replies.AuthBinding;
    }

    private SaslStep Finish(string message)
    {
        if (ScramFinal.Read(message) is not { } final) return SaslStep.Refuse(Shape);
        var header = Encoding.UTF8.GetBytes(first!.HeaderText);
        byte[] expected = isBound ? [.. header, .. session.Tls!.ServerEndPoint] : header;
        if (!final.Binding.AsSpan().SequenceEqual(expected)) return SaslStep.Refuse(Replies.AuthBinding);
        var signed = Encoding.UTF8.GetBytes($"{first.Bare},{serverFirst},{final.WithoutProof}");
        if (!Proves(signed, final.Proof) || final.Nonce != nonce || user is null) return SaslStep.Refuse(Replies.AuthBad);
        isProved = true;
        // SMTP has no data with success: the server's own proof is one more challenge (RFC 4954 section 4).
        return SaslStep.Ask(Encoding.ASCII.GetBytes("v=" + Convert.ToBase64String(hash.Hmac(keys!.ServerKey, signed))));
    }

    private bool Proves(byte[] signed, byte[] proof)
    {
        var clientKey = hash.Hmac(keys!.StoredKey, signed);
        if (proof.Length != clientKey.Length) return false;
        for (var i = 0; i < proof.Length; i++) clientKey[i] ^= proof[i];
        return CryptographicOperations.FixedTimeEquals(hash.Hash(clientKey), keys.StoredKey);
    }
}
