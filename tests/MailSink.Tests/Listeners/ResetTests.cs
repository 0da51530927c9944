using System.Net;
using System.Net.Sockets;
using System.Text;
using MailSink.Listeners;
using MailSink.Smtp;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailSink.Tests.Listeners;

/// <summary>What a fault's close is to the client's socket, through the transport the program listens with.</summary>
public sealed class ResetTests
{
    private const string Commands = "EHLO c.example.com\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@y.example>\r\n";

    [Fact]
    public async Task A_fault_that_resets_is_a_reset_to_the_client()
    {
        var reset = await Assert.ThrowsAsync<IOException>(() => TalkAsync(FaultClose.Reset));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task A_fault_that_closes_in_order_is_the_end_to_the_client() =>
        Assert.EndsWith("250 2.1.0 Ok\r\n", await TalkAsync(FaultClose.Fin), StringComparison.Ordinal);

    /// <summary>Says the commands to a listener that closes so at RCPT, and gives all that came before the end.</summary>
    private static async Task<string> TalkAsync(FaultClose close)
    {
        var stop = TestContext.Current.CancellationToken;
        var spec = new ListenerSpec { Name = "smtp", Port = 0 };
        using var connections = new SmtpConnections(TestSink.Options, new ClosingHost(close), TimeProvider.System, NullLogger<SmtpConnections>.Instance);
        var transport = new PortTransport(new BoundListeners(), NullLoggerFactory.Instance);
        await using var listener = await transport.BindAsync(new PortEndPoint("smtp", spec, [IPAddress.Loopback], 0), stop);
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.EndPoint, stop);
        var serving = ServeAsync(listener, connections, new MailListener(spec, new SmtpOptions()));
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Commands), stop);
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        try
        {
            return await reader.ReadToEndAsync(stop);
        }
        finally
        {
            client.Close();
            await serving;
        }
    }

    private static async Task ServeAsync(IConnectionListener listener, SmtpConnections connections, MailListener mail)
    {
        var connection = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await using (connection) await connections.ServeAsync(connection!, mail);
    }

    /// <summary>A host with one rule: RCPT closes the connection.</summary>
    private sealed class ClosingHost(FaultClose close) : ISmtpHost, ISessionHost
    {
        public string SessionId => "s1";

        public IHeldMail? Queue => null;

        public FaultStages FaultStages => FaultStages.Rcpt;

        public void Refused(FaultStages stage, Envelope? envelope, string what, ReplyRow refusal)
        {
        }

        public bool HasRoom(long octets) => true;

        public ISessionHost Open(SessionStatus status) => this;

        public Fault? Decide(in FaultQuestion question) => new Fault("close") { Close = close };

        public void Record(in TranscriptLine line)
        {
            // What was said is read at the client.
        }

        public void Report(Finding finding)
        {
            // Not what this is about.
        }

        public ValueTask<IMessageContent> OpenContentAsync(Envelope envelope, CancellationToken cancellationToken) => throw new InvalidOperationException("no message comes");

        public ValueTask<IReadOnlyList<KnownMailbox>?> FindMailboxesAsync(MailboxQuestion question, int most) => throw new InvalidOperationException("no VRFY comes");

        public void Close(SessionEnd reason)
        {
            // The connection's end is what is looked at.
        }
    }
}
