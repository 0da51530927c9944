using System.Reflection;
using MailSink.Configuration;
using Xunit;

namespace MailSink.Tests.Configuration;

public sealed class OptionTableTests
{
    /// <summary>A value for each row that is not its default.</summary>
    private static readonly Dictionary<string, string> Other = new()
    {
        ["--smtp-port"] = "off",
        ["--starttls"] = "true",
        ["--starttls-port"] = "off",
        ["--smtps-port"] = "off",
        ["--listen"] = "lmtp@127.0.0.1:2424",
        ["--trusted-client"] = "10.0.0.0/8",
        ["--tls-cert"] = "/tmp/cert.pem",
        ["--tls-key"] = "/tmp/key.pem",
        ["--tls-password"] = "secret",
        ["--tls-client-ca"] = "/tmp/ca.pem",
        ["--http-port"] = "81",
        ["--bind"] = "127.0.0.2",
        ["--allow-public"] = "true",
        ["--data"] = "/tmp/x",
        ["--base-path"] = "/mail",
        ["--allowed-host"] = "*.dev.example",
        ["--trusted-proxy"] = "10.0.0.0/8",
        ["--host-name"] = "mx.example",
        ["--max-message-size"] = "1KiB",
        ["--max-connections"] = "5",
        ["--max-connections-per-address"] = "5",
        ["--etrn-relay"] = "example.org=127.0.0.1:2525",
        ["--strict"] = "true",
        ["--silence-lint"] = "S15",
        ["--fault-domain"] = "off",
        ["--smtp-user"] = "joe:a,b:c",
        ["--smtp-users-file"] = "/etc/users",
        ["--require-auth"] = "true",
        ["--auth-mechanisms"] = "plain,SCRAM-SHA-256",
        ["--auth-legacy-line"] = "true",
        ["--vrfy"] = "known",
        ["--bare-newlines"] = "normalize",
        ["--lmtp-silent-last"] = "true",
        ["--disable-extension"] = "chunking",
        ["--enable-extension"] = "PRDR",
        ["--max-recipients"] = "5",
        ["--max-mails"] = "5",
        ["--max-recipient-domains"] = "5",
        ["--refuse-solicitation"] = "net.example:ADV",
        ["--retention-age"] = "1h",
        ["--retention-size"] = "1GiB",
        ["--retention-count"] = "9",
        ["--retention-min-age"] = "1m",
        ["--retention-sessions"] = "1h",
        ["--show-secrets"] = "true",
        ["--log-level"] = "debug",
    };

    [Fact]
    public void Each_default_in_the_table_is_what_the_options_hold()
    {
        foreach (var row in OptionTable.Rows.Where(static r => r.Default.Length > 0))
        {
            var (options, error) = row.Apply(new SinkOptions(), [row.Default]);
            Assert.Null(error);
            Assert.Equivalent(new SinkOptions(), options);
        }
    }

    [Fact]
    public void Each_row_sets_a_property_and_each_property_has_a_row()
    {
        var set = OptionTable.Rows.SelectMany(static row => Differing(row.Apply(new SinkOptions(), [Other[row.Name]]).Options!)).ToList();

        Assert.Equal(OptionTable.Rows.Count, set.Count);
        Assert.Equal(typeof(SinkOptions).GetProperties().Select(static p => p.Name).Order(), set.Order());
    }

    [Fact]
    public void Names_keys_and_variables_are_used_once()
    {
        Assert.Distinct(OptionTable.Rows.Select(static r => r.Name));
        Assert.Distinct(OptionTable.Rows.Select(static r => r.Key));
        Assert.Distinct(OptionTable.Rows.Select(static r => r.Variable));
    }

    [Theory]
    [InlineData("--smtp-port", "MAILSINK_SMTP__PORT")]
    [InlineData("--max-message-size", "MAILSINK_SMTP__MAX_MESSAGE_SIZE")]
    [InlineData("--allow-public", "MAILSINK_ALLOW_PUBLIC")]
    public void Variables_are_the_keys_in_upper_case(string option, string variable) =>
        Assert.Equal(variable, OptionTable.Rows.Single(r => r.Name == option).Variable);

    [Theory]
    [InlineData("MAILSINK_SMTP__MAXMESSAGESIZE")]
    [InlineData("MAILSINK_Smtp__MaxMessageSize")]
    public void Variables_may_be_spelt_as_other_dotnet_programs_spell_them(string variable) =>
        Assert.Equal("--max-message-size", OptionTable.Rows.Single(r => r.IsVariable(variable)).Name);

    [Fact]
    public void The_table_in_the_readme_is_this_table()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        foreach (var row in OptionTable.Rows)
        {
            var @default = row.Default.Length > 0 ? $"`{row.Default}`" : "";
            Assert.Contains($"| `{row.Name}` | `{row.Variable}` | {@default} | {row.Description} |", readme, StringComparison.Ordinal);
        }

        Assert.Equal(OptionTable.Rows.Count, readme.Split('\n').Count(static line => line.StartsWith("| `--", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Differing(SinkOptions options)
    {
        var untouched = new SinkOptions();
        return typeof(SinkOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => !Same(p.GetValue(untouched), p.GetValue(options))).Select(static p => p.Name);
    }

    private static bool Same(object? a, object? b) =>
        a is System.Collections.IEnumerable x and not string && b is System.Collections.IEnumerable y
            ? x.Cast<object>().SequenceEqual(y.Cast<object>())
            : Equals(a, b);
}
