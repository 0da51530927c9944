namespace MailSink.Pages;

/// <summary>The snippets of the Connect page, in order.</summary>
internal static class SnippetTable
{
    public static IReadOnlyList<Snippet> Rows { get; } =
    [
        new("connect.terminal", "swaks", "bash", """
            swaks --server {host}:{port} \
                  --from me@example.test --to you@example.test \
                  --header 'Subject: hello sink' --body 'It works.'
            """),
        new("connect.terminal", "curl", "bash", """
            printf 'From: me@example.test\r\nTo: you@example.test\r\nSubject: hello sink\r\n\r\nIt works.\r\n' |
            curl smtp://{host}:{port} \
                 --mail-from me@example.test --mail-rcpt you@example.test \
                 --upload-file -
            """),
        new("connect.terminal", "telnet", "Linux", """
            telnet {host} {port}

            # then type:
            EHLO me.test
            MAIL FROM:<me@example.test>
            RCPT TO:<you@example.test>
            DATA
            Subject: hi

            Hello by hand.
            .
            QUIT
            """),
        new("connect.terminal", "nc", "bash", """
            # Linux; on macOS it is nc -c
            nc -C {host} {port}
            """),
        new("connect.terminal", "PowerShell", "powershell", """
            Send-MailMessage -SmtpServer {host} -Port {port} `
              -From me@example.test -To you@example.test `
              -Subject 'hello sink' -Body 'It works.'
            """),
        new(".NET", "ASP.NET Core", "appsettings.json", """
            {
              "Smtp": {
                "Host": "{host}",
                "Port": {port},
                "UseSsl": false
              }
            }
            """),
        new(".NET", "MailKit", "C#", """
            using var client = new SmtpClient();
            await client.ConnectAsync("{host}", {port}, SecureSocketOptions.None);
            await client.SendAsync(message);
            await client.DisconnectAsync(true);
            """),
        new("JavaScript", "Nodemailer", "js", """
            import nodemailer from 'nodemailer';

            const transport = nodemailer.createTransport({
              host: '{host}',
              port: {port},
              secure: false,
            });

            await transport.sendMail({
              from: 'me@example.test', to: 'you@example.test',
              subject: 'hello sink', text: 'It works.',
            });
            """),
        new("JavaScript", "Auth.js", ".env", """
            EMAIL_SERVER=smtp://{host}:{port}
            EMAIL_FROM=me@example.test
            """),
        new("Python", "Django", "settings.py", """
            EMAIL_HOST = "{host}"
            EMAIL_PORT = {port}
            EMAIL_USE_TLS = False
            """),
        new("Python", "smtplib", "python", """
            import smtplib
            from email.message import EmailMessage

            msg = EmailMessage()
            msg["From"], msg["To"] = "me@example.test", "you@example.test"
            msg["Subject"] = "hello sink"
            msg.set_content("It works.")

            with smtplib.SMTP("{host}", {port}) as server:
                server.send_message(msg)
            """),
        new("Python", "Flask-Mail", "python", """
            MAIL_SERVER = "{host}"
            MAIL_PORT = {port}
            """),
        new("PHP", "Laravel", ".env", """
            MAIL_MAILER=smtp
            MAIL_HOST={host}
            MAIL_PORT={port}
            MAIL_USERNAME=null
            MAIL_PASSWORD=null
            """),
        new("PHP", "Symfony", ".env", "MAILER_DSN=smtp://{host}:{port}"),
        new("PHP", "WordPress", "php", """
            add_action('phpmailer_init', function ($mailer) {
                $mailer->isSMTP();
                $mailer->Host = '{host}';
                $mailer->Port = {port};
            });
            """),
        new("connect.more", "Rails", "ruby", """
            config.action_mailer.smtp_settings = {
              address: "{host}",
              port: {port}
            }
            """),
        new("connect.more", "Spring Boot", "properties", """
            spring.mail.host={host}
            spring.mail.port={port}
            """),
        new("connect.more", "Go", "net/smtp", """
            err := smtp.SendMail("{host}:{port}", nil, from, to, msg)
            """),
        new("connect.more", "Rust", "lettre", """
            SmtpTransport::builder_dangerous("{host}").port({port}).build()
            """),
        new("connect.encrypted", "curl STARTTLS", "bash", """
            mailsink cert export --out mailsink-ca.pem
            curl --ssl-reqd --cacert mailsink-ca.pem smtp://{host}:{port} \
                 --mail-from me@example.test --mail-rcpt you@example.test \
                 --upload-file mail.eml
            """, "starttls"),
        new("connect.encrypted", "openssl", "bash", """
            mailsink cert export --out mailsink-ca.pem
            openssl s_client -starttls smtp -crlf -quiet \
                 -CAfile mailsink-ca.pem -connect {host}:{port}
            """, "starttls"),
        new("connect.encrypted", "Nodemailer TLS", "js", """
            // NODE_EXTRA_CA_CERTS=mailsink-ca.pem node send.js
            const transport = nodemailer.createTransport({
              host: '{host}',
              port: {port},
              secure: true,
            });
            """, "smtps"),
        new("connect.encrypted", "Python TLS", "python", """
            import smtplib, ssl

            context = ssl.create_default_context(cafile="mailsink-ca.pem")
            with smtplib.SMTP_SSL("{host}", {port}, context=context) as server:
                server.send_message(msg)
            """, "smtps"),
    ];
}
