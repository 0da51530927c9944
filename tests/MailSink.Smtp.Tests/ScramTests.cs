using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>SCRAM with a client that computes, where the examples of the RFCs do not reach: other hashes, TLS, binding.</summary>
public sealed class ScramTests
{
    private const string EndPoint = "p=tls-server-end-point,,";

    private static readonly SmtpUsers Users = new([SmtpUser.Create("joe", "pencil", [])!]);

    [Theory]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task A_client_that_knows_the_password_gets_in(string mechanism)
    {
        var connection = await GreetedAsync(tls: false);

        Assert.StartsWith("235 ", await LogInAsync(connection, mechanism, new(AlgorithmOf(mechanism), "joe", "pencil", "n,,", [])), StringComparison.Ordinal);
        Assert.Equal(("joe", mechanism), (connection.Status.AuthUser, connection.Status.AuthMechanism));
    }

    [Fact]
    public async Task A_client_that_does_not_know_it_stays_out()
    {
        var connection = await GreetedAsync(tls: false);

        Assert.StartsWith("535 5.7.8", await LogInAsync(connection, "SCRAM-SHA-256", new(HashAlgorithmName.SHA256, "joe", "pencils", "n,,", [])), StringComparison.Ordinal);
        Assert.Null(connection.Status.AuthUser);
    }

    [Fact]
    public async Task An_unknown_name_looks_like_a_known_one_each_time()
    {
        var connection = await GreetedAsync(tls: false);
        var salts = new List<string>();
        foreach (var user in (string[])["nobody", "nobody", "somebody"])
        {
            var line = await connection.AskAsync($"AUTH SCRAM-SHA-256 {new ScramClient(HashAlgorithmName.SHA256, user, "x", "n,,", []).First}\r\n");
            salts.Add(Encoding.ASCII.GetString(Convert.FromBase64String(line[4..].TrimEnd())).Split(',')[1]);
            await connection.AskAsync("*\r\n");
        }

        Assert.Equal(salts[0], salts[1]);
        Assert.NotEqual(salts[0], salts[2]);
        Assert.Equal("s=".Length + 24, salts[0].Length);
    }

    [Theory]
    [InlineData("SCRAM-SHA-1-PLUS")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("SCRAM-SHA-512-PLUS")]
    public async Task Plus_binds_the_login_to_the_certificate(string mechanism)
    {
        var connection = await GreetedAsync(tls: true);

        var binding = SHA256.HashData(TestTls.ServerCertificate.RawData);
        Assert.StartsWith("235 ", await LogInAsync(connection, mechanism, new(AlgorithmOf(mechanism), "joe", "pencil", EndPoint, binding)), StringComparison.Ordinal);
        Assert.Equal(mechanism, connection.Status.AuthMechanism);
    }

    [Theory]
    [InlineData("SCRAM-SHA-256-PLUS", EndPoint, 0x55, "535 5.7.8 Channel")]
    [InlineData("SCRAM-SHA-256-PLUS", "p=tls-unique,,", 0, "535 5.7.8 Channel")]
    [InlineData("SCRAM-SHA-256-PLUS", "p=tls-exporter,,", 0, "535 5.7.8 Channel")]
    [InlineData("SCRAM-SHA-256-PLUS", "n,,", 0, "535 5.7.8 Channel")]
    [InlineData("SCRAM-SHA-256", EndPoint, 0, "535 5.7.8 Channel")]
    [InlineData("SCRAM-SHA-256", "y,,", 0, "535 5.7.8 Channel")]
    public async Task A_binding_to_another_connection_or_to_nothing_is_refused(string mechanism, string header, byte flip, string expected)
    {
        var connection = await GreetedAsync(tls: true);
        var binding = SHA256.HashData(TestTls.ServerCertificate.RawData);
        binding[0] ^= flip;
        var client = new ScramClient(HashAlgorithmName.SHA256, "joe", "pencil", header, header[0] == 'p' ? binding : []);

        Assert.StartsWith(expected, await LogInAsync(connection, mechanism, client), StringComparison.Ordinal);
        Assert.Equal(header == "y,," ? ["T12"] : [], connection.Host.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public async Task Plus_is_offered_inside_TLS_only()
    {
        var (clear, inside) = (await GreetedAsync(tls: false), await GreetedAsync(tls: true));

        Assert.StartsWith("504 ", await clear.AskAsync("AUTH SCRAM-SHA-256-PLUS\r\n"), StringComparison.Ordinal);
        Assert.Contains(
            "AUTH LOGIN PLAIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1-PLUS SCRAM-SHA-256-PLUS SCRAM-SHA-512-PLUS XOAUTH2",
            await inside.AskAsync("EHLO c.example.com\r\n"), StringComparison.Ordinal);
    }

    /// <summary>A transcript shows who logged in, and nothing that a password could be guessed with.</summary>
    [Fact]
    public async Task The_proof_is_not_recorded()
    {
        var connection = await GreetedAsync(tls: false);

        await LogInAsync(connection, "SCRAM-SHA-256", new(HashAlgorithmName.SHA256, "joe", "pencil", "n,,", []));

        var lines = connection.Host.Lines.Where(line => line.Source == LineSource.Client).Select(line => line.Text).ToArray();
        Assert.StartsWith("AUTH SCRAM-SHA-256 n,,n=joe,r=", lines[1], StringComparison.Ordinal);
        Assert.Matches("^c=biws,r=[^,]+,p=" + Encoding.Latin1.GetString("•••"u8) + "$", lines[2]);
    }

    private static HashAlgorithmName AlgorithmOf(string mechanism) =>
        ScramHash.All.Single(hash => mechanism.Replace("-PLUS", "", StringComparison.Ordinal) == hash.Mechanism).Algorithm;

    private static async Task<Connection> GreetedAsync(bool tls)
    {
        var options = new SmtpOptions { HostName = "sink.test", Users = Users, Tls = tls ? TestTls.Settings("implicit") : null };
        var connection = new Connection(new MemoryHost(), options);
        if (tls) await connection.StartTlsAsync("sink.test");
        await connection.AskAsync("EHLO c.example.com\r\n");
        return connection;
    }

    /// <returns>The server's last line.</returns>
    private static async Task<string> LogInAsync(Connection connection, string mechanism, ScramClient client)
    {
        var line = await connection.AskAsync($"AUTH {mechanism} {client.First}\r\n");
        if (!line.StartsWith("334 ", StringComparison.Ordinal)) return line;
        line = await connection.AskAsync(client.Final(line) + "\r\n");
        if (!line.StartsWith("334 ", StringComparison.Ordinal)) return line;
        client.Verify(line);
        return await connection.AskAsync("\r\n");
    }
}
