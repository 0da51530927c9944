using System.Text.RegularExpressions;
using MailSink.Configuration;
using Xunit;

namespace MailSink.Tests.Configuration;

/// <summary>Reads the container files for what must hold; images are not built in tests.</summary>
public sealed partial class ContainerTests
{
    private readonly string compose = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml"));
    private readonly string dockerfile = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile"));

    [Fact]
    public void Compose_publishes_ports_on_loopback_only()
    {
        var published = PublishedPort.Matches(compose).Select(static m => m.Groups[1].Value).ToList();
        Assert.Equal(["127.0.0.1:1025:1025", "127.0.0.1:1465:1465", "127.0.0.1:1587:1587", "127.0.0.1:8025:8025"], published);
    }

    [Fact]
    public void Compose_keeps_mail_in_a_named_volume_and_checks_health()
    {
        Assert.Contains("- mail:/data", compose, StringComparison.Ordinal);
        Assert.Contains("\nvolumes:\n  mail:", compose, StringComparison.Ordinal);
        Assert.Contains("""test: ["CMD", "/app/MailSink", "health"]""", compose, StringComparison.Ordinal);
        Assert.Contains("""command: ["--bind", "0.0.0.0", "--allow-public"]""", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_compiles_on_the_building_machine_and_runs_without_root()
    {
        Assert.Contains("FROM --platform=$BUILDPLATFORM", dockerfile, StringComparison.Ordinal);
        Assert.Contains("-a $TARGETARCH", dockerfile, StringComparison.Ordinal);
        Assert.Contains("\nUSER $APP_UID\n", dockerfile, StringComparison.Ordinal);
        Assert.Contains("--chown=$APP_UID:$APP_UID /data /data", dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("alpine", dockerfile, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_image_sets_only_variables_that_exist()
    {
        var variables = Variable.Matches(dockerfile).Select(static m => m.Value).ToList();
        Assert.NotEmpty(variables);
        Assert.All(variables, static v => Assert.Contains(OptionTable.Rows, row => row.Variable == v));
    }

    [GeneratedRegex("""^\s+- "([\d.:]+)"$""", RegexOptions.Multiline)]
    private static partial Regex PublishedPort { get; }

    [GeneratedRegex("MAILSINK_[A-Z_]+")]
    private static partial Regex Variable { get; }
}
