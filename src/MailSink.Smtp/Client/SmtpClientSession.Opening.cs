namespace MailSink.Smtp;

/// <content>From the greeting to the first transaction.</content>
public sealed partial class SmtpClientSession
{
    /// <summary>
    /// Reads the greeting, says hello, begins TLS and logs in, as the options say. Where TLS or a login is demanded and cannot be
    /// had, nothing further is sent.
    /// </summary>
    /// <returns>The reply or fault that decided; positive when messages can be sent.</returns>
    public async ValueTask<ClientAnswer> OpenAsync()
    {
        if (options.Tls.Mode == ClientTlsMode.Implicit && await SecureAsync() is { Fault: not ClientFault.None } unsafeLine) return unsafeLine;
        var answer = await ReadReplyAsync(null, options.GreetingTimeout);
        if (!answer.IsPositive) return answer;
        answer = await HelloAsync();
        if (!answer.IsPositive) return answer;
        if (options.Tls.Mode is ClientTlsMode.StartTls or ClientTlsMode.WhenOffered && !IsSecure)
        {
            answer = await StartTlsAsync(answer);
            if (!answer.IsPositive) return answer;
        }

        return options.Credentials is null ? answer : await new ClientLogin(this, options.Credentials).RunAsync();
    }

    private async ValueTask<ClientAnswer> HelloAsync()
    {
        Capabilities = ServerCapabilities.None;
        var verb = options.IsLmtp ? "LHLO" : "EHLO";
        var answer = await CommandAsync($"{verb} {options.HelloName}", verb, options.CommandTimeout);
        if (answer.IsPositive) Capabilities = new ServerCapabilities(answer.Reply!.Lines);
        // RFC 5321 section 3.2: HELO is for servers that refuse EHLO for good; RFC 2033 knows no such server.
        if (answer.Reply is not { IsPermanent: true } || options.IsLmtp) return answer;
        return await CommandAsync($"HELO {options.HelloName}", "HELO", options.CommandTimeout);
    }

    private async ValueTask<ClientAnswer> StartTlsAsync(ClientAnswer hello)
    {
        var isDemanded = options.Tls.Mode == ClientTlsMode.StartTls;
        if (!Capabilities.StartTls) return isDemanded ? Break(ClientFault.NoTls, SessionEnd.Client) : hello;
        var answer = await CommandAsync("STARTTLS", "STARTTLS", options.CommandTimeout);
        if (answer.Reply is null) return answer;
        if (!answer.IsPositive) return isDemanded || isOver ? Break(ClientFault.NoTls, SessionEnd.Client) : hello;
        // What came in clear text behind the 220 would be taken for a reply inside TLS.
        if (door.DropHeld() > 0)
        {
            door.Transcript.AddEvent("note", "octets in clear text behind the reply to STARTTLS"u8);
            return Break(ClientFault.NoTls, SessionEnd.Client);
        }

        // RFC 3207 section 4.2: "The client MUST discard any knowledge obtained from the server".
        return await SecureAsync() is { Fault: not ClientFault.None } failed ? failed : await HelloAsync();
    }

    private async ValueTask<ClientAnswer> SecureAsync()
    {
        var problem = await door.StartTlsAsync(options.Tls, options.ConnectTimeout);
        if (problem is null) return ClientFault.None;
        door.Transcript.AddEvent("tls", System.Text.Encoding.UTF8.GetBytes($"TLS failed: {problem}"));
        return Break(ClientFault.NoTls, SessionEnd.Client);
    }
}
