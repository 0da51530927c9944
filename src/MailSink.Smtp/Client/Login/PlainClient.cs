using System.Text;

namespace MailSink.Smtp;

/// <summary>PLAIN (RFC 4616).</summary>
internal sealed class PlainClient(string user, string password) : ClientMechanism
{
    public override string Name => "PLAIN";

    public override bool SendsSecret => true;

    public override string Shown => $"{user} {Secret.Mask}";

    public override byte[] First() => Encoding.UTF8.GetBytes($"\0{user}\0{password}");

    // A server that did not take the message with the command asks for it with an empty challenge.
    public override byte[]? Next(byte[] challenge) => challenge.Length == 0 ? First() : null;
}
