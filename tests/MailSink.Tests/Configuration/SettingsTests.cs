using MailSink.Configuration;
using Xunit;

namespace MailSink.Tests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder program = new();
    private readonly TemporaryFolder data = new();
    private readonly Dictionary<string, string> environment = new() { ["HOME"] = "/home/somebody" };

    public void Dispose()
    {
        program.Dispose();
        data.Dispose();
    }

    [Fact]
    public void The_command_line_beats_the_environment_beats_the_data_folder_beats_the_program_folder()
    {
        program.Write("appsettings.json", """{ "Smtp": { "Port": 1, "HostName": "program" }, "Retention": { "Age": "1d", "Count": 1 } }""");
        data.Write("appsettings.json", """{ "Smtp": { "Port": 2 }, "Retention": { "Age": "2d", "Count": 2 } }""");
        environment["MAILSINK_SMTP__PORT"] = "3";
        environment["MAILSINK_RETENTION__AGE"] = "3d";

        var (options, errors) = Read(("--data", data.Path), ("--smtp-port", "4"));

        Assert.Empty(errors);
        Assert.Equal((4, TimeSpan.FromDays(3), 2L, "program"), (options!.SmtpPort, options.RetentionAge, options.RetentionCount, options.HostName));
    }

    [Fact]
    public void A_list_may_stand_in_a_file_as_an_array_and_in_a_variable_with_commas()
    {
        program.Write("appsettings.json", """{ "Bind": ["127.0.0.2", "127.0.0.3"] }""");
        environment["MAILSINK_HTTP__ALLOWED_HOSTS"] = "a.example, b.example";

        var (options, _) = Read(("--data", ":memory:"));

        Assert.Equal(["127.0.0.2", "127.0.0.3"], options!.Bind);
        Assert.Equal(["a.example", "b.example"], options.AllowedHosts);
    }

    [Fact]
    public void An_unknown_variable_is_an_error_that_names_the_nearest()
    {
        environment["MAILSINK_SMPT__PORT"] = "1";
        Assert.Contains("MAILSINK_SMTP__PORT", Assert.Single(Read().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_in_a_file_is_an_error_that_names_file_and_nearest_key()
    {
        var path = program.Write("appsettings.json", """{ "Smtp": { "Prt": 1 } }""");
        var error = Assert.Single(Read().Errors);
        Assert.Contains(path, error, StringComparison.Ordinal);
        Assert.Contains("Smtp:Port", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_json_is_an_error_that_names_it()
    {
        var path = program.Write("appsettings.json", "{ not json");
        Assert.Contains(path, Assert.Single(Read().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_an_error_that_names_its_source()
    {
        environment["MAILSINK_SMTP__PORT"] = "99999";
        Assert.StartsWith("MAILSINK_SMTP__PORT: \"99999\" is not a port", Assert.Single(Read().Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    [InlineData("127.0.0.1,10.0.0.1")]
    public void An_address_others_can_reach_is_refused(string address) =>
        Assert.Contains("--allow-public", Assert.Single(Read(("--bind", address)).Errors), StringComparison.Ordinal);

    [Fact]
    public void An_address_others_can_reach_is_taken_with_allow_public() =>
        Assert.Equal(["0.0.0.0"], Read(("--bind", "0.0.0.0"), ("--allow-public", "true")).Options!.Bind);

    [Fact]
    public void Localhost_is_both_loopback_addresses() =>
        Assert.Equal(["127.0.0.1", "::1"], Read(("--bind", "localhost")).Options!.Bind);

    [Theory]
    [InlineData("1025")]
    [InlineData("example.com")]
    [InlineData("127.0.0.1:80")]
    public void A_bind_that_is_no_address_is_refused(string address) =>
        Assert.StartsWith("--bind:", Assert.Single(Read(("--bind", address)).Errors), StringComparison.Ordinal);

    [Fact]
    public void The_same_port_for_both_is_refused() =>
        Assert.Contains("8025", Assert.Single(Read(("--smtp-port", "8025")).Errors), StringComparison.Ordinal);

    [Fact]
    public void Mail_is_kept_in_the_users_local_application_data()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The folder is another on other systems.");
        Assert.Equal("/home/somebody/.local/share/MailSink", Read().Options!.Data);
        environment["XDG_DATA_HOME"] = "/data/here";
        Assert.Equal("/data/here/MailSink", Read().Options!.Data);
    }

    [Fact]
    public void Without_a_home_it_says_what_to_do()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems always know a home.");
        environment.Clear();
        Assert.Contains("--data DIR", Assert.Single(Read().Errors), StringComparison.Ordinal);
    }

    private (SinkOptions? Options, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] commandLine) =>
        new Settings(environment, program.Path).Read(
            [.. commandLine.Select(static c => new Setting(OptionTable.Rows.Single(r => r.Name == c.Name), [c.Value], c.Name))]);
}
