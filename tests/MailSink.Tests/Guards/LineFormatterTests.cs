using System.Text;
using MailSink.Logging;
using Xunit;

namespace MailSink.Tests.Guards;

public sealed class LineFormatterTests
{
    [Fact]
    public void What_a_client_sent_stays_one_line_and_commands_no_terminal()
    {
        var line = new StringBuilder();
        LineFormatter.AppendVisible(line, "EHLO a\r\nfake: line\u001b[31m\u009b2J\0\u202e\u2028端");
        Assert.Equal("EHLO a\\r\\nfake: line\\u001b[31m\\u009b2J\\u0000\\u202e\\u2028端", line.ToString());
    }
}
