namespace MailSink.Smtp.Tests;

/// <summary>Who may log in, and how names and passwords are compared.</summary>
public sealed class LoginTests
{
    /// <summary>The examples of RFC 4013 section 3, and what else its tables name.</summary>
    [Theory]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData("\u05D0\u05D1", "\u05D0\u05D1")]
    [InlineData("王芳", "王芳")]
    [InlineData("\u0007", null)]
    [InlineData("\u06271", null)]
    [InlineData("\u05D0b", null)]
    [InlineData("a\u0085", null)]
    [InlineData("a\uE000", null)]
    [InlineData("a\u200Eb", null)]
    [InlineData("a\uD800", null)]
    [InlineData("a\uFFFFb", null)]
    public void Names_and_passwords_are_prepared(string text, string? prepared)
    {
        Assert.Equal(prepared is not null, SaslPrep.TryPrepare(text, out var result));
        if (prepared is not null) Assert.Equal(prepared, result);
    }

    [Fact]
    public void A_user_is_found_by_its_prepared_name_and_its_own_case()
    {
        var users = new SmtpUsers([SmtpUser.Create("I\u00ADX", "secret", ["a.example"])!]);

        Assert.True(users.TryFind("IX", out var user));
        Assert.Equal(["a.example"], user.Domains);
        Assert.True(users.TryFind("\u2168", out _));
        Assert.False(users.TryFind("ix", out _));
        Assert.False(users.TryFind(null, out _));
        Assert.False(users.TryFind("\u0007", out _));
    }

    [Fact]
    public void A_password_matches_itself_only()
    {
        var user = SmtpUser.Create("joe", "pass wörd", [])!;

        Assert.True(user.Matches("pass wörd"));
        Assert.True(user.Matches("pass\u00A0wo\u0308rd"));
        Assert.False(user.Matches("pass word"));
        Assert.False(user.Matches(""));
        Assert.False(user.Matches("pass wörd\0"));
    }

    /// <summary>The salt, the rounds and the password of RFC 7677 section 3.</summary>
    [Fact]
    public void A_user_may_be_known_by_scram_keys_alone()
    {
        var keys = ScramKeys.Derive(ScramHash.Sha256, "pencil"u8, Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        var written = $"{{SCRAM-SHA-256}}4096,W22ZaJ0SNY7soEsUEjb6gQ==,{Convert.ToBase64String(keys.StoredKey)},{Convert.ToBase64String(keys.ServerKey)}";
        var user = SmtpUser.Create("user", written, [])!;

        Assert.True(user.Matches("pencil"));
        Assert.False(user.Matches("pencils"));
        Assert.False(user.Matches(written));
        Assert.Null(user.Password);
        Assert.Null(user.KeysOf(ScramHash.Sha1));
        Assert.Equal(keys.StoredKey, user.KeysOf(ScramHash.Sha256)!.StoredKey);
    }

    [Theory]
    [InlineData("{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==,AAAA,AAAA")]
    [InlineData("{SCRAM-SHA-256}0,AAAA,AAAA,AAAA")]
    [InlineData("{SCRAM-SHA-256}")]
    [InlineData("{plain}secret")]
    [InlineData("}{")]
    public void What_is_no_list_of_scram_keys_is_a_password(string secret)
    {
        var user = SmtpUser.Create("joe", secret, [])!;

        Assert.NotNull(user.Password);
        Assert.True(user.Matches(secret));
    }

    [Theory]
    [InlineData("", "secret")]
    [InlineData("\u00AD", "secret")]
    [InlineData("joe", "")]
    [InlineData("jo\u0007e", "secret")]
    [InlineData("joe", "sec\u0007ret")]
    public void An_empty_or_prohibited_name_or_password_makes_no_user(string name, string secret) =>
        Assert.Null(SmtpUser.Create(name, secret, []));

    /// <summary>RFC 4954 section 4: AUTH ends a pipelined group, except with an initial response that is all there is to say.</summary>
    [Theory]
    [InlineData("AUTH PLAIN AGpvZQBzZWNyZXQ=\r\nRSET\r\n", false)]
    [InlineData("AUTH PLAIN AGpvZQBzZWNyZXQ=\r\n", false)]
    [InlineData("AUTH PLAIN\r\nAGpvZQBzZWNyZXQ=\r\n", true)]
    [InlineData("AUTH LOGIN am9l\r\nc2VjcmV0\r\n", true)]
    [InlineData("AUTH LOGIN\r\nam9l\r\nc2VjcmV0\r\n", true)]
    [InlineData("AUTH XOAUTH2 dXNlcj1qb2UBYXV0aD1CZWFyZXIgdAEB\r\nRSET\r\n", true)]
    public async Task Only_a_login_of_one_round_trip_may_be_followed(string octets, bool isFlagged)
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync("EHLO c.example.com\r\n");
        await connection.SendAsync(octets);
        await connection.CloseAsync();

        Assert.Equal("joe", connection.Status.AuthUser);
        Assert.Equal(isFlagged, connection.Host.Findings.Any(finding => finding.Id == "S08"));
    }
}
