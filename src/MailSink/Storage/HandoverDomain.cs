using MailSink.Smtp;

namespace MailSink.Storage;

/// <summary>Domains as the tables of what is handed over have them: canonical, labels in reverse order.</summary>
internal static class HandoverDomain
{
    public static string OfAddress(string address) => Reverse(DomainForm.OfAddress(address));

    /// <summary><c>mail.example.org</c> as <c>org.example.mail</c>, and back.</summary>
    public static string Reverse(string domain)
    {
        var labels = domain.Split('.');
        Array.Reverse(labels);
        return string.Join('.', labels);
    }
}
