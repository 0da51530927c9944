using System.ComponentModel;
using System.Diagnostics;
using MailSink.Configuration;

namespace MailSink.Tls;

/// <summary><c>mailsink cert export</c> and <c>mailsink cert trust</c>: the local authority for whoever wants to verify the sink.</summary>
internal static class CertCommand
{
    private static readonly (string Folder, string Program, string[] Arguments)[] Stores =
    [
        // Debian, Ubuntu, Alpine.
        ("/usr/local/share/ca-certificates", "update-ca-certificates", []),
        // Fedora, Red Hat.
        ("/etc/pki/ca-trust/source/anchors", "update-ca-trust", ["extract"]),
        // Arch.
        ("/etc/ca-certificates/trust-source/anchors", "trust", ["extract-compat"]),
    ];

    /// <summary>Writes the authority's certificate to a file or to standard output.</summary>
    public static Task<int> ExportAsync(SinkOptions options, string? file) => WithAuthorityAsync(options, async certificate =>
    {
        var pem = await File.ReadAllTextAsync(certificate);
        if (file is null) await Console.Out.WriteAsync(pem);
        else await File.WriteAllTextAsync(file, pem);
        return 0;
    });

    /// <summary>Puts it into the system's trust store, or says how to.</summary>
    public static Task<int> TrustAsync(SinkOptions options) => WithAuthorityAsync(options, async certificate =>
    {
        var store = Stores.FirstOrDefault(static s => Directory.Exists(s.Folder));
        if (OperatingSystem.IsLinux() && store.Folder is not null)
        {
            var target = Path.Combine(store.Folder, "mailsink.crt");
            if (await TryInstallAsync(certificate, target, store.Program, store.Arguments)) return 0;
            await Console.Error.WriteLineAsync("mailsink: the system's trust store needs root. As root:");
            await Console.Error.WriteLineAsync($"  cp '{certificate}' {target} && {store.Program} {string.Join(' ', store.Arguments)}".TrimEnd());
            return 1;
        }

        await Console.Error.WriteLineAsync("mailsink: this system's trust store cannot be changed from here. Run:");
        await Console.Error.WriteLineAsync(OperatingSystem.IsMacOS()
            ? $"  sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain '{certificate}'"
            : OperatingSystem.IsWindows()
                ? $"  certutil -user -addstore Root \"{certificate}\""
                : $"  copy '{certificate}' to where your system keeps trusted authorities");
        return 1;
    });

    private static async Task<bool> TryInstallAsync(string certificate, string target, string program, string[] arguments)
    {
        try
        {
            File.Copy(certificate, target, overwrite: true);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            using var update = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (update is null) return false;
            // What it tells is about other certificates.
            await Task.WhenAll(update.StandardOutput.ReadToEndAsync(), update.StandardError.ReadToEndAsync());
            await update.WaitForExitAsync();
            if (update.ExitCode != 0) return false;
            await Console.Out.WriteLineAsync($"The system trusts {target} now. Programs with a trust store of their own (browsers, Java, Python's certifi) need it too.");
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or Win32Exception)
        {
            return false;
        }
    }

    private static async Task<int> WithAuthorityAsync(SinkOptions options, Func<string, Task<int>> use)
    {
        var complaint = options.TlsCertificate.Length > 0
            ? "the certificate is one you gave with --tls-cert, so there is no local authority."
            : options.Data == DataPath.Memory
                ? "with --data :memory: the authority lives as long as the instance; take it from there: GET /rest/v1/tls/ca.pem"
                : null;
        if (complaint is null)
        {
            try
            {
                var local = Certificates.AuthorityOf(Path.Combine(options.Data, "tls"), options, TimeProvider.System);
                using var authority = local.Authority();
                return await use(local.CertificateFile);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or StartupException)
            {
                complaint = e.Message;
            }
        }

        await Console.Error.WriteLineAsync($"mailsink: {complaint}");
        return 1;
    }
}
