using System.IO.Pipelines;

namespace MailSink.Smtp.Tests.Client;

/// <summary>Two ends of a connection that never leaves memory.</summary>
internal sealed class DuplexPair
{
    private readonly Pipe toServer = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe toClient = new(new PipeOptions(useSynchronizationContext: false));

    public DuplexPair()
    {
        Client = new End(toClient.Reader, toServer.Writer);
        Server = new End(toServer.Reader, toClient.Writer);
    }

    public IDuplexPipe Client { get; }

    public IDuplexPipe Server { get; }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
