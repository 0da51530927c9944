using System.Security.Cryptography.X509Certificates;
using MailSink.Configuration;
using MailSink.Tls;
using Xunit;

namespace MailSink.Tests.Tls;

public sealed class LocalAuthorityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SetClock _clock = new();

    private string Folder => Path.Combine(_folder.Path, "tls");

    [Fact]
    public void What_was_made_is_kept_and_is_its_owners_alone()
    {
        using var authority = Local().Authority();
        using var server = Local().Server(authority);

        using var again = Local().Authority();
        using var serverAgain = Local().Server(again);

        Assert.Equal(authority.Thumbprint, again.Thumbprint);
        Assert.Equal(server.Thumbprint, serverAgain.Thumbprint);
        Assert.True(serverAgain.HasPrivateKey);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "ca.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "server.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void The_server_is_verified_by_the_authority_for_each_name()
    {
        using var authority = Local().Authority();
        using var server = Local().Server(authority);

        foreach (var name in (string[])["localhost", "mailsink", "127.0.0.1", "::1"]) Assert.True(server.MatchesHostname(name), name);
        Assert.False(server.MatchesHostname("other.example"));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _clock.GetUtcNow().UtcDateTime;
        Assert.True(chain.Build(server), string.Join(", ", chain.ChainStatus.Select(static s => s.Status)));
    }

    [Fact]
    public void A_server_about_to_expire_is_made_anew_and_the_authority_stays()
    {
        using var authority = Local().Authority();
        using var server = Local().Server(authority);
        _clock.Advance(TimeSpan.FromDays(380));

        using var later = Local().Authority();
        using var renewed = Local().Server(later);

        Assert.Equal(authority.Thumbprint, later.Thumbprint);
        Assert.NotEqual(server.Thumbprint, renewed.Thumbprint);
    }

    [Fact]
    public void Other_names_make_another_server()
    {
        using var authority = Local().Authority();
        using var server = Local().Server(authority);

        using var other = Local("localhost", "mail.dev.example").Server(authority);

        Assert.NotEqual(server.Thumbprint, other.Thumbprint);
        Assert.True(other.MatchesHostname("mail.dev.example"));
    }

    [Fact]
    public void A_server_that_is_broken_is_made_anew()
    {
        using var authority = Local().Authority();
        using var server = Local().Server(authority);
        File.WriteAllText(Path.Combine(Folder, "server.key"), "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n");

        using var other = Local().Server(authority);

        Assert.NotEqual(server.Thumbprint, other.Thumbprint);
        Assert.Equal(authority.Subject, other.Issuer);
    }

    [Theory]
    [InlineData("ca.key", "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n")]
    [InlineData("ca.key", "")]
    [InlineData("ca.key", null)]
    [InlineData("ca.pem", "hello")]
    [InlineData("ca.pem", "")]
    [InlineData("ca.pem", null)]
    public async Task An_authority_that_cannot_be_used_ends_the_start_and_is_not_overwritten(string file, string? content)
    {
        using (Local().Authority()) { }
        var path = Path.Combine(Folder, file);
        if (content is null) File.Delete(path);
        else File.WriteAllText(path, content);
        var before = Files();

        var refusal = await Assert.ThrowsAsync<StartupException>(() => TestSink.StartAsync(o => o with { Data = _folder.Path }));

        Assert.StartsWith($"{path} cannot be used: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"delete both {Path.Combine(Folder, "ca.pem")} and {Path.Combine(Folder, "ca.key")}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Throws<StartupException>(() => Local().Authority());
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_key_of_another_authority_is_refused()
    {
        using (Local().Authority()) { }
        using var foreign = System.Security.Cryptography.ECDsa.Create();
        File.WriteAllText(Path.Combine(Folder, "ca.key"), foreign.ExportPkcs8PrivateKeyPem());

        Assert.Contains("ca.key cannot be used", Assert.Throws<StartupException>(() => Local().Authority()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_the_operators_own_is_taken_from_pem_and_from_pfx()
    {
        using var authority = Local().Authority();
        using var server = Local().Server(authority);
        var pem = _folder.Write("chain.pem", server.ExportCertificatePem() + "\n" + authority.ExportCertificatePem());
        var pfx = Path.Combine(_folder.Path, "server.pfx");
        File.WriteAllBytes(pfx, server.Export(X509ContentType.Pfx, "open sesame"));

        var fromPem = GivenCertificate.Load(new SinkOptions { TlsCertificate = pem, TlsKey = Path.Combine(Folder, "server.key") });
        var fromPfx = GivenCertificate.Load(new SinkOptions { TlsCertificate = pfx, TlsPassword = "open sesame" });

        Assert.Equal(server.Thumbprint, fromPem.TargetCertificate.Thumbprint);
        Assert.Equal(server.Thumbprint, fromPfx.TargetCertificate.Thumbprint);
    }

    [Theory]
    [InlineData("missing.pem", "", "cannot be read")]
    [InlineData("nonsense.pem", "", "cannot be used")]
    [InlineData("server.pfx", "wrong", "cannot be used")]
    [InlineData("nokey.pem", "", "cannot be used")]
    public void A_certificate_that_cannot_be_used_is_one_clear_line(string file, string password, string says)
    {
        using var authority = Local().Authority();
        using var server = Local().Server(authority);
        _folder.Write("nonsense.pem", "hello");
        _folder.Write("nokey.pem", server.ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(_folder.Path, "server.pfx"), server.Export(X509ContentType.Pfx, "right"));

        var refusal = Assert.Throws<StartupException>(
            () => GivenCertificate.Load(new SinkOptions { TlsCertificate = Path.Combine(_folder.Path, file), TlsPassword = password }));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> Files() => Directory.EnumerateFiles(Folder).ToDictionary(static f => f, File.ReadAllText);

    private LocalAuthority Local(params string[] names) =>
        new(Folder, names.Length > 0 ? names : ["localhost", "mailsink", "127.0.0.1", "::1"], _clock);
}
