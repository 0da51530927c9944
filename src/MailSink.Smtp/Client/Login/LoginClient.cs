using System.Text;

namespace MailSink.Smtp;

/// <summary>LOGIN, never standardised: two questions, whose words differ from server to server.</summary>
internal sealed class LoginClient(string user, string password) : ClientMechanism
{
    private int asked;

    public override string Name => "LOGIN";

    public override bool SendsSecret => true;

    public override string Shown => asked == 1 ? user : Secret.Mask;

    public override byte[]? First() => null;

    public override byte[]? Next(byte[] challenge) => ++asked switch
    {
        1 => Encoding.UTF8.GetBytes(user),
        2 => Encoding.UTF8.GetBytes(password),
        _ => null,
    };
}
