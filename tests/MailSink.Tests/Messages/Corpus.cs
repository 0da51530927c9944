using MailSink.Messages.Mime;

namespace MailSink.Tests.Messages;

/// <summary>The mails in <c>Mail/</c>: charsets, structures and breakages as they occur in the wild.</summary>
internal static class Corpus
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Mail");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.eml").Select(f => Path.GetFileNameWithoutExtension(f)).Order();

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

    public static ParsedMail Parse(string name, bool hash = true) => Parse(Read(name), hash);

    public static ParsedMail Parse(byte[] octets, bool hash = true) => MailParser.Parse(new MemoryStream(octets), hash);
}
