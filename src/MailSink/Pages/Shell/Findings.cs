namespace MailSink.Pages.Shell;

/// <summary>How a severity looks: class of its colour and its drawing, so that colour never stands alone.</summary>
internal static class Findings
{
    public static string Class(string severity) => severity switch { "error" => "k5", "warning" => "k4", _ => "k3" };

    public static string Icon(string severity) => severity switch { "error" => "err", "warning" => "warn", _ => "info" };
}
