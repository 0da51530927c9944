using System.Security.Cryptography;
using MailSink.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace MailSink.Messages.Preview;

/// <summary>
/// Tokens that let a sandboxed preview, which carries no cookies, load the images of the one message it shows. The exception
/// to "nothing secret in URLs": good for five minutes and for nothing else.
/// </summary>
internal sealed class PreviewTokens(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("MailSink.Preview");

    public string Create(MessageId message) => _protector.Protect($"{message} {time.GetUtcNow().Add(Validity).ToUnixTimeSeconds()}");

    public bool IsValid(string? token, MessageId message)
    {
        if (string.IsNullOrEmpty(token)) return false;
        try
        {
            return _protector.Unprotect(token).Split(' ') is [var id, var until]
                && id == message.ToString()
                && long.TryParse(until, out var seconds)
                && time.GetUtcNow().ToUnixTimeSeconds() <= seconds;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
