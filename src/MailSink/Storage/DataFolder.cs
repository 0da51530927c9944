using MailSink.Configuration;

namespace MailSink.Storage;

/// <summary>
/// The folder everything is kept in, held under a lock for as long as the process lives: <c>mailsink.db</c> (the one file to
/// copy), <c>derived.db</c> (may be deleted at any time), <c>lock</c>, <c>keys/</c>, <c>tls/</c>.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataFolder(string path, bool temporary, FileStream held)
    {
        Path = path;
        IsTemporary = temporary;
        _lock = held;
    }

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; }

    /// <summary>True for <c>:memory:</c>: the folder is removed with everything in it on dispose.</summary>
    public bool IsTemporary { get; }

    /// <summary>The store: all that cannot be made again.</summary>
    public string MailDatabase => System.IO.Path.Combine(Path, "mailsink.db");

    /// <summary>What parsing yielded; made again when missing.</summary>
    public string DerivedDatabase => System.IO.Path.Combine(Path, "derived.db");

    /// <summary>Data protection keys of the web side.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Certificates.</summary>
    public string Tls => System.IO.Path.Combine(Path, "tls");

    /// <summary>Creates the folder where it is missing and takes its lock.</summary>
    /// <param name="data">A path, <c>:memory:</c>, or "" for the user's local application data.</param>
    /// <exception cref="StartupException">There is no home, the folder is not writable, or another process holds it.</exception>
    public static DataFolder Open(string data)
    {
        var temporary = data == DataPath.Memory;
        var path = temporary ? NewTemporary() : Resolve(data);
        try
        {
            if (!temporary) Create(path);
            var held = new FileStream(
                System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var folder = new DataFolder(path, temporary, held);
            Create(folder.Keys);
            Create(folder.Tls);
            return folder;
        }
        catch (IOException e) when (File.Exists(System.IO.Path.Combine(path, "lock")) && e is not PathTooLongException)
        {
            throw new StartupException($"The data folder {path} is in use by another MailSink; stop it or choose another with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StartupException($"The data folder {path} cannot be written: {FirstLine(e)} Choose another with --data.", e);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (!IsTemporary) return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file that will not go stays in the system's own temporary folder; nothing of ours depends on it.
        }
    }

    private static string Resolve(string data) => DataPath.TryResolve(data, Environment.GetEnvironmentVariable, out var path)
        ? path
        : throw new StartupException("There is no home folder to keep data in; name a folder with --data, or keep nothing with --data :memory:.");

    // Created by mkdtemp with mode 0700, so that no other user can plant files in it.
    private static string NewTemporary() => Directory.CreateTempSubdirectory("mailsink-").FullName;

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim();
}
