namespace MailSink.Messages.Mime;

/// <summary>What a transfer encoding asks of its lines.</summary>
internal abstract class LineRules
{
    /// <summary>Octets of a line without its LF; a line may come in several pieces.</summary>
    public abstract void Take(ReadOnlySpan<byte> piece, long offset);

    public abstract void EndLine(long offset);

    public virtual void EndContent(long offset)
    {
    }
}
