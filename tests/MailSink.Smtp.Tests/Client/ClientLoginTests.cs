using System.Text;

namespace MailSink.Smtp.Tests.Client;

using ScramClient = MailSink.Smtp.ScramClient;

/// <summary>The client's side of the mechanisms, by the examples of their RFCs, and what it makes of servers that cheat.</summary>
public sealed class ClientLoginTests
{
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string ServerFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    /// <summary>RFC 7677 section 3 and RFC 5802 section 5.</summary>
    [Theory]
    [InlineData("SCRAM-SHA-256", Nonce, ServerFirst, "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData("SCRAM-SHA-1", "fyko+d2lbbFgONRv9qkxdawL", "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", "rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    public void SCRAM_proves_itself_and_wants_proof(string mechanism, string nonce, string challenge, string proof, string verifier)
    {
        var scram = new ScramClient(ScramHash.All.Single(hash => hash.Mechanism == mechanism), "user", "pencil", nonce);

        Assert.Equal($"n,,n=user,r={nonce}", Encoding.UTF8.GetString(scram.First()));
        Assert.EndsWith($",p={proof}", Encoding.UTF8.GetString(scram.Next(Encoding.UTF8.GetBytes(challenge))!), StringComparison.Ordinal);
        Assert.False(scram.IsProven);
        Assert.Empty(scram.Next(Encoding.UTF8.GetBytes($"v={verifier}"))!);
        Assert.True(scram.IsProven);
    }

    [Theory]
    [InlineData("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=!!!,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=999999999")]
    [InlineData("m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("")]
    [InlineData("e=other-error")]
    public void A_challenge_that_is_wrong_is_not_answered(string challenge)
    {
        var scram = new ScramClient(ScramHash.Sha256, "user", "pencil", Nonce);
        scram.First();
        if (challenge.Length > 0) Assert.Null(scram.Next(Encoding.UTF8.GetBytes(challenge)));
        else Assert.Equal(scram.First(), scram.Next([]));
    }

    [Fact]
    public void A_server_that_does_not_know_the_secret_is_not_believed()
    {
        var scram = new ScramClient(ScramHash.Sha256, "user", "pencil", Nonce);
        scram.Next(Encoding.UTF8.GetBytes(ServerFirst));

        Assert.Null(scram.Next("v=AAAA"u8.ToArray()));
        Assert.False(scram.IsProven);
    }

    /// <summary>RFC 2195 section 2.</summary>
    [Fact]
    public void CRAM_MD5_answers_with_the_keyed_digest() =>
        Assert.Equal("tim b913a602c7eda7a495b4e6e7334d3890",
            Encoding.UTF8.GetString(new CramMd5Client("tim", "tanstaaftanstaaf").Next("<1896.697170952@postoffice.reston.mci.net>"u8.ToArray())));

    [Fact]
    public async Task The_strongest_mechanism_offered_is_taken()
    {
        Assert.Equal("AUTH SCRAM-SHA-256", await FirstCommandAsync("PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256"));
        Assert.Equal("AUTH CRAM-MD5", await FirstCommandAsync("PLAIN LOGIN CRAM-MD5 XOAUTH2"));
        Assert.Equal("AUTH PLAIN", await FirstCommandAsync("PLAIN LOGIN"));
        Assert.Equal("AUTH XOAUTH2", await FirstCommandAsync("PLAIN XOAUTH2", "XOAUTH2"));
        Assert.Null(await FirstCommandAsync("GSSAPI NTLM"));
    }

    [Fact]
    public async Task A_235_without_proof_is_no_login()
    {
        var server = Server("SCRAM-SHA-256", line => "235 welcome\r\n");

        var answer = await server.RunAsync(Options(), session => session.OpenAsync().AsTask());

        Assert.Equal(ClientFault.NoLogin, answer.Fault);
    }

    [Fact]
    public async Task A_server_that_repeats_the_secret_does_not_bring_it_into_the_transcript()
    {
        var server = Server("PLAIN", line => "535 5.7.8 hunter2 is wrong, so is aHVudGVyMg==\r\n");

        var answer = await server.RunAsync(Options(), session => session.OpenAsync().AsTask());

        Assert.Equal(535, answer.Reply!.Code);
        Assert.DoesNotContain("hunter2", server.Host.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVudGVyMg==", server.Host.Transcript, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("334 !!!\r\n")]
    [InlineData("334 \r\n")]
    public async Task Endless_or_senseless_challenges_are_given_up(string challenge)
    {
        var server = Server("LOGIN", line => line == "*" ? "501 cancelled\r\n" : challenge);

        Assert.Equal(ClientFault.NoLogin, (await server.RunAsync(Options(), session => session.OpenAsync().AsTask())).Fault);
    }

    [Fact]
    public async Task A_token_too_long_for_its_command_goes_behind_an_empty_challenge()
    {
        var server = Server("XOAUTH2", line => line == "AUTH XOAUTH2" ? "334 \r\n" : "235 ok\r\n");
        var credentials = new ClientCredentials("joe", new string('t', 2000)) { Mechanisms = ["XOAUTH2"], AllowClearText = true };

        Assert.True((await server.RunAsync(new SmtpClientOptions { Credentials = credentials }, session => session.OpenAsync().AsTask())).IsPositive);
        Assert.DoesNotContain("tttt", server.Host.Transcript, StringComparison.Ordinal);
    }

    private static SmtpClientOptions Options(params string[] mechanisms) =>
        new() { Credentials = new ClientCredentials("joe", "hunter2") { AllowClearText = true, Mechanisms = mechanisms } };

    private static FakeServer Server(string mechanisms, Func<string, string> answer) => new(line => line switch
    {
        "" => "220 there\r\n",
        _ when line.StartsWith("EHLO", StringComparison.Ordinal) => $"250-there\r\n250 AUTH {mechanisms}\r\n",
        _ => answer(line),
    });

    private static async Task<string?> FirstCommandAsync(string offered, params string[] allowed)
    {
        var server = Server(offered, _ => "535 no\r\n");
        await server.RunAsync(Options(allowed), session => session.OpenAsync().AsTask());
        var line = server.Lines.FirstOrDefault(line => line.StartsWith("AUTH", StringComparison.Ordinal));
        return line is null ? null : string.Join(' ', line.Split(' ').Take(2));
    }
}
