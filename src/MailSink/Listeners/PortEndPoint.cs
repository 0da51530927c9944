using System.Net;

namespace MailSink.Listeners;

/// <summary>One port on several addresses, or a unix socket: what a listener is to the operator. Kestrel takes it as a single end point.</summary>
/// <param name="name">The listener's stable name, such as <c>smtp</c> or <c>http</c>.</param>
/// <param name="spec">What it is, or null for the web side.</param>
/// <param name="addresses">At least one, unless it is a unix socket.</param>
/// <param name="port">0 = one that is free on all of them.</param>
internal sealed class PortEndPoint(string name, ListenerSpec? spec, IReadOnlyList<IPAddress> addresses, int port) : EndPoint
{
    public string Name => name;
    public ListenerSpec? Spec => spec;
    public IReadOnlyList<IPAddress> Addresses => addresses;
    public int Port => port;

    public override string ToString() => spec?.Path ?? new IPEndPoint(addresses[0], port).ToString();
}
