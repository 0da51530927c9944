namespace MailSink.Smtp;

/// <summary>Where in a session something may be made to go wrong. As a set: where a host wants to be asked.</summary>
[Flags]
public enum FaultStages
{
    None = 0,

    /// <summary>Before the greeting.</summary>
    Connect = 1 << 0,

    /// <summary>EHLO, HELO or LHLO with a name.</summary>
    Helo = 1 << 1,

    /// <summary>STARTTLS.</summary>
    StartTls = 1 << 2,

    /// <summary>The end of an AUTH exchange: the user is known.</summary>
    Auth = 1 << 3,

    /// <summary>MAIL with a sender that would be accepted.</summary>
    Mail = 1 << 4,

    /// <summary>RCPT with a recipient that would be accepted.</summary>
    Rcpt = 1 << 5,

    /// <summary>DATA, before 354; the content that follows belongs to it.</summary>
    Data = 1 << 6,

    /// <summary>BDAT, before its octets are read.</summary>
    Chunk = 1 << 7,

    /// <summary>All octets of a message are here, and it is not stored yet.</summary>
    Message = 1 << 8,

    /// <summary>RSET.</summary>
    Rset = 1 << 9,

    /// <summary>VRFY.</summary>
    Vrfy = 1 << 10,

    /// <summary>EXPN.</summary>
    Expn = 1 << 11,

    /// <summary>HELP.</summary>
    Help = 1 << 12,

    /// <summary>NOOP.</summary>
    Noop = 1 << 13,

    /// <summary>QUIT.</summary>
    Quit = 1 << 14,

    /// <summary>Every other line: ETRN, ATRN, TURN, unknown words, lines that are too long.</summary>
    Other = 1 << 15,

    /// <summary>All of them.</summary>
    Any = (1 << 16) - 1,
}
