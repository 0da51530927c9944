namespace MailSink.Messages.Mime;

/// <summary>How often something was seen, and where first.</summary>
internal struct Sighting
{
    public int Count { get; private set; }

    /// <summary>Offset in octets into the message of the first one.</summary>
    public long First { get; private set; }

    public void Note(long offset)
    {
        if (Count++ == 0) First = offset;
    }
}
