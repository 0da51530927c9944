namespace MailSink.Smtp;

/// <summary>A mailbox as VRFY and EXPN tell of it.</summary>
/// <param name="Name">Its user's name, or empty.</param>
/// <param name="Address">Local-part and domain.</param>
public sealed record KnownMailbox(string Name, string Address)
{
    /// <summary>RFC 5321 section 3.5.1: "User Name &lt;local-part@domain&gt;".</summary>
    public override string ToString() => Name.Length > 0 ? $"{Name} <{Address}>" : $"<{Address}>";
}

/// <summary>What VRFY or EXPN asks about.</summary>
/// <param name="LocalPart">Unquoted, or empty for every mailbox of the domain.</param>
/// <param name="Domain">Or empty for mailboxes of that local-part in any domain.</param>
public readonly record struct MailboxQuestion(string LocalPart, string Domain);
