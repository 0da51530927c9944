using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailSink.Tls;
using Xunit;

namespace MailSink.Tests.Tls;

public sealed class CertCommandTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_writes_the_authority_that_an_instance_of_the_same_folder_uses()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var file = Path.Combine(folder.Path, "ca.pem");

        var (code, output, errors) = await SinkProcess.RunAsync(["cert", "export", "--data", data, "--out", file]);
        Assert.Equal((0, "", ""), (code, output, errors));
        await using var sink = await TestSink.StartAsync(o => o with { Data = data });
        using var http = sink.Http();
        Assert.Equal(await File.ReadAllTextAsync(file, Stop), await http.GetStringAsync("rest/v1/tls/ca.pem", Stop));
    }

    [Fact]
    public async Task Export_writes_to_standard_output_when_no_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var (code, output, _) = await SinkProcess.RunAsync(["cert", "export", "--data", folder.Path]);
        Assert.Equal(0, code);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cert export --data :memory:", 1, "/rest/v1/tls/ca.pem")]
    [InlineData("cert", 2, "command")]
    public async Task What_cannot_be_exported_says_why(string arguments, int expected, string says)
    {
        var (code, _, errors) = await SinkProcess.RunAsync(arguments.Split(' '));
        Assert.Equal(expected, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_certificate_ends_the_start_with_one_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("cert.pem", "nonsense");

        var (code, _, errors) = await SinkProcess.RunAsync(["--smtp-port", "0", "--http-port", "0", "--data", ":memory:", "--tls-cert", file]);

        Assert.Equal(1, code);
        Assert.Contains(file, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_given_certificate_there_is_no_local_authority()
    {
        using var folder = new TemporaryFolder();
        var local = new LocalAuthority(folder.Path, ["localhost"], TimeProvider.System);
        using var authority = local.Authority();
        using var server = local.Server(authority);
        await using var sink = await TestSink.StartAsync(
            o => o with { TlsCertificate = Path.Combine(folder.Path, "server.pem"), TlsKey = Path.Combine(folder.Path, "server.key") });

        using var http = sink.Http();
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("rest/v1/tls/ca.pem", Stop)).StatusCode);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sink.Listeners.Single(static l => l.Name == "smtps").Port!.Value, Stop);
        X509Certificate? shown = null;
        using var tls = new System.Net.Security.SslStream(client.GetStream(), false, (_, certificate, _, _) =>
        {
            shown = certificate;
            return certificate is not null;
        });
        await tls.AuthenticateAsClientAsync("localhost");
        Assert.Equal(server.Thumbprint, ((X509Certificate2)shown!).Thumbprint);
    }
}
