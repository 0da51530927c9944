using System.Text;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>nodemailer, as Debian packages it.</summary>
public sealed class NodemailerTests
{
    private const string Library = "/usr/share/nodejs/nodemailer";

    private const string Program = """
        const nodemailer = require(process.env.LIBRARY);
        const [port] = process.argv.slice(2);
        const transport = nodemailer.createTransport({ host: '127.0.0.1', port: +port, ignoreTLS: true, auth: { user: 'fang', pass: 'tiger-4711' } });
        transport.sendMail({
          from: '"王芳" <a@x.example>', to: 'b@y.example', cc: 'c@y.example', bcc: 'd@y.example', subject: '你好 from nodemailer',
          text: '.dot\n..two\nGrüße\n', html: '<p>Grüße</p>', attachments: [{ filename: '发票.txt', content: 'paid' }],
          dsn: { id: 'order-4711', return: 'headers', notify: ['success', 'failure'], recipient: 'a@x.example' },
        }).then(() => process.exit(0), error => { console.error(error); process.exit(1); });
        """;

    [Fact]
    public async Task Nodemailer_delivers_with_login_bcc_attachment_and_dsn()
    {
        Assert.SkipUnless(Directory.Exists(Library), "nodemailer is not installed.");
        await using var sink = await TestSink.StartAsync();

        await Tool.RunAsync("node", ["-", $"{sink.SmtpPort}"], Encoding.UTF8.GetBytes(Program), new Dictionary<string, string> { ["LIBRARY"] = Library });

        // The sink answers with a delivery report, so that the newest message need not be this one.
        var message = await sink.ArrivedAsync("a@x.example");
        Assert.Equal("你好 from nodemailer", message.GetProperty("subject").GetString());
        Assert.Equal("fang", message.GetProperty("inbox").GetString());
        Assert.Equal(".dot\n..two\nGrüße\n", message.GetProperty("text").GetString()!.ReplaceLineEndings("\n"));
        Assert.Equal("发票.txt", Assert.Single(message.GetProperty("attachments").EnumerateArray()).GetProperty("fileName").GetString());
        var envelope = message.GetProperty("envelope");
        Assert.Equal(3, envelope.GetProperty("recipients").GetArrayLength());
        Assert.Equal("HDRS", envelope.GetProperty("ret").GetString());
        Assert.Equal("order-4711", envelope.GetProperty("envid").GetString());
    }
}
