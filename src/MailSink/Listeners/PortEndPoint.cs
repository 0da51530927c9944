using System.Net;

namespace MailSink.Listeners;

/// <summary>One port on several addresses: what a listener is to the operator. Kestrel takes it as a single end point.</summary>
/// <param name="name">The listener's stable name, <c>smtp</c> or <c>http</c>.</param>
/// <param name="protocol"><c>smtp</c> or <c>http</c>.</param>
/// <param name="addresses">At least one.</param>
/// <param name="port">0 = one that is free on all of them.</param>
internal sealed class PortEndPoint(string name, string protocol, IReadOnlyList<IPAddress> addresses, int port) : EndPoint
{
    public string Name => name;
    public string Protocol => protocol;
    public IReadOnlyList<IPAddress> Addresses => addresses;
    public int Port => port;

    public override string ToString() => new IPEndPoint(addresses[0], port).ToString();
}
