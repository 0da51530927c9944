namespace MailSink.Configuration;

/// <summary>What the server tells those who ask for mailboxes by VRFY and EXPN.</summary>
public enum Telling
{
    /// <summary>252: it would accept the address, and tells no more.</summary>
    Private,

    /// <summary>The recipients mail has come for.</summary>
    Known,

    /// <summary>Nothing: both commands are neither announced nor done.</summary>
    Off,
}
