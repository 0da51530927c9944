using MailSink.Configuration;
using MailSink.Smtp;
using Xunit;

namespace MailSink.Tests.Configuration;

public sealed class LoginSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Users_come_from_options_and_from_a_file()
    {
        var path = folder.Write("users", "# comment\n\njoe:secret\n  # another\nanna:pass word:a.example, b.example\n");

        var users = LoginSettings.Read(new SinkOptions { SmtpUsers = [SmtpUser.Create("tim", "x", [])!], SmtpUsersFile = path });

        Assert.True(users.TryFind("tim", out _));
        Assert.True(users.TryFind("joe", out _));
        Assert.True(users.TryFind("anna", out var anna));
        Assert.Equal(["a.example", "b.example"], anna.Domains);
        Assert.False(users.TryFind("# comment", out _));
    }

    [Fact]
    public void Without_users_anybody_may_log_in() => Assert.True(LoginSettings.Read(new SinkOptions()).IsAnybody);

    [Theory]
    [InlineData("joe:secret\nhunter2\n", "line 2")]
    [InlineData("joe:hunter2:not a domain\n", "line 1")]
    [InlineData("joe:hunter2:a.example:more\n", "line 1")]
    [InlineData("\n:hunter2\n", "line 2")]
    [InlineData("joe:\n", "line 1")]
    [InlineData("# hunter2\n", "nobody")]
    [InlineData("joe:hunter2\njoe:other\n", "joe is configured twice")]
    public void A_file_that_makes_no_sense_stops_the_start_without_telling_a_password(string text, string says)
    {
        var path = folder.Write("users", text);

        var failure = Assert.Throws<StartupException>(() => LoginSettings.Read(new SinkOptions { SmtpUsersFile = path }));

        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_stops_the_start() =>
        Assert.Contains("/no/such/users", Assert.Throws<StartupException>(() => LoginSettings.Read(new SinkOptions { SmtpUsersFile = "/no/such/users" })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task An_option_that_makes_no_sense_ends_with_2_without_telling_the_password()
    {
        var (code, _, errors) = await SinkProcess.RunAsync(["--smtp-user", "hunter2", "--auth-mechanisms", "PLIAN"]);

        Assert.Equal(2, code);
        Assert.Contains("--smtp-user: the value is not NAME:PASSWORD", errors, StringComparison.Ordinal);
        Assert.Contains("\"PLIAN\" is not one of LOGIN, PLAIN", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_may_hold_a_colon_and_a_comma()
    {
        var row = OptionTable.Rows.Single(static row => row.Name == "--smtp-user");

        var (options, error) = row.Apply(new SinkOptions(), ["joe:a,b:c", "anna:x"]);

        Assert.Null(error);
        Assert.Equal(["joe", "anna"], options!.SmtpUsers.Select(static user => user.Name));
    }
}
