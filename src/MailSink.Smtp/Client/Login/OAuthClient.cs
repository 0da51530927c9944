using System.Text;

namespace MailSink.Smtp;

/// <summary>XOAUTH2: a bearer token in one message. A refusal comes as a challenge that wants an empty answer.</summary>
internal sealed class OAuthClient(string user, string token) : ClientMechanism
{
    private bool isSaid;

    public override string Name => "XOAUTH2";

    public override bool SendsSecret => true;

    public override string Shown => isSaid ? "" : $"{user} {Secret.Mask}";

    public override byte[] First() => Encoding.UTF8.GetBytes($"user={user}\u0001auth=Bearer {token}\u0001\u0001");

    public override byte[] Next(byte[] challenge)
    {
        if (challenge.Length == 0) return First();
        isSaid = true;
        return [];
    }
}
