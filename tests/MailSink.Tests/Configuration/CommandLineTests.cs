using System.Net;
using System.Net.Sockets;
using MailSink.Configuration;
using Xunit;

namespace MailSink.Tests.Configuration;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Version_is_one_line()
    {
        var (code, output, _) = await SinkProcess.RunAsync(["--version"]);
        Assert.Equal(0, code);
        Assert.Matches(@"^MailSink \d+\.\d+\.\d+$", output);
    }

    [Fact]
    public async Task Help_names_every_option_its_variable_and_the_health_command()
    {
        var (code, output, _) = await SinkProcess.RunAsync(["--help"]);
        Assert.Equal(0, code);
        foreach (var row in OptionTable.Rows)
        {
            Assert.Contains(row.Name, output, StringComparison.Ordinal);
            Assert.Contains(row.Variable, output, StringComparison.Ordinal);
        }

        Assert.Contains("health", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--smtp-prt 1", "--smtp-port")]
    [InlineData("--smtp-port abc", "\"abc\" is not a port")]
    [InlineData("--smtp-port", "--smtp-port")]
    [InlineData("--smtp-port 1 --smtp-port 2", "takes one value")]
    [InlineData("helth", "health")]
    [InlineData("--bind 0.0.0.0", "--allow-public")]
    public async Task What_makes_no_sense_ends_with_2_and_says_why(string arguments, string says)
    {
        var (code, output, errors) = await SinkProcess.RunAsync(arguments.Split(' '));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_variable_ends_with_2_and_the_nearest_name()
    {
        var (code, _, errors) = await SinkProcess.RunAsync([], new Dictionary<string, string?> { ["MAILSINK_HTTP__PROT"] = "1" });
        Assert.Equal(2, code);
        Assert.Contains("MAILSINK_HTTP__PORT", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_home_it_ends_with_one_clear_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems always know a home.");
        var (code, _, errors) = await SinkProcess.RunAsync([], new Dictionary<string, string?> { ["HOME"] = null, ["XDG_DATA_HOME"] = null });
        Assert.NotEqual(0, code);
        Assert.Contains("--data", errors.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--http-port")]
    [InlineData("--smtp-port")]
    public async Task A_taken_port_ends_with_one_line_that_names_port_and_option(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        string[] other = option == "--smtp-port" ? ["--http-port", "0"] : ["--smtp-port", "0"];
        var (code, _, errors) = await SinkProcess.RunAsync([option, port, .. other, "--data", ":memory:"]);

        Assert.Equal(1, code);
        var line = Assert.Single(errors.Split('\n'));
        Assert.Contains(port, line, StringComparison.Ordinal);
        Assert.Contains(option, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_with_one_line_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var inTheWay = folder.Write("file", "");

        var (code, _, errors) = await SinkProcess.RunAsync(["--smtp-port", "0", "--http-port", "0", "--data", Path.Combine(inTheWay, "mail")]);

        Assert.Equal(1, code);
        Assert.Contains(inTheWay, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_in_use_ends_with_one_line_that_says_so()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["--smtp-port", "0", "--http-port", "0", "--data", folder.Path];
        await using var first = await SinkProcess.StartedAsync(arguments);

        var (code, _, errors) = await SinkProcess.RunAsync(arguments);

        Assert.Equal(1, code);
        Assert.Contains("in use", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_prints_addresses_and_the_data_file_and_nothing_on_standard_error()
    {
        using var folder = new TemporaryFolder();
        await using var sink = await SinkProcess.StartedAsync("--smtp-port", "0", "--http-port", "0", "--data", folder.Path);

        Assert.InRange(sink.SmtpPort, 1, 65535);
        Assert.InRange(sink.HttpPort, 1, 65535);
        Assert.Contains(Path.Combine(folder.Path, "mailsink.db"), sink.Output, StringComparison.Ordinal);
        Assert.Empty(sink.Errors);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_it_cleanly_even_with_a_client_connected(string signal)
    {
        await using var sink = await SinkProcess.StartedAsync("--smtp-port", "0", "--http-port", "0", "--data", ":memory:");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sink.SmtpPort, TestContext.Current.CancellationToken);

        await sink.SignalAsync(signal);

        Assert.Equal(0, await sink.ExitAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Empty(sink.Errors);
    }

    [Fact]
    public async Task A_signal_during_the_start_ends_it_without_a_stack_trace()
    {
        var folder = Directory.CreateTempSubdirectory("mailsink-start-").FullName;
        try
        {
            using var watcher = new FileSystemWatcher(folder, "derived.db") { EnableRaisingEvents = true };
            var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watcher.Created += (_, _) => opened.TrySetResult();
            await using var sink = SinkProcess.Start(["--smtp-port", "0", "--http-port", "0", "--data", folder]);
            await opened.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

            await sink.SignalAsync("TERM");

            // 143 is the signal's own way of ending a process, where it came before anything listened for it.
            Assert.True(await sink.ExitAsync() is 0 or 143);
            Assert.Empty(sink.Errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Health_asks_the_running_instance()
    {
        await using var sink = await SinkProcess.StartedAsync("--smtp-port", "0", "--http-port", "0", "--data", ":memory:", "--base-path", "/mail");
        string[] arguments = ["health", "--http-port", sink.HttpPort.ToString(System.Globalization.CultureInfo.InvariantCulture), "--base-path", "/mail"];

        Assert.Equal(0, (await SinkProcess.RunAsync(arguments)).ExitCode);
        await sink.SignalAsync("TERM");
        await sink.ExitAsync();
        Assert.Equal(1, (await SinkProcess.RunAsync(arguments)).ExitCode);
    }
}
