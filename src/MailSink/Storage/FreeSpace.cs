using MailSink.Configuration;

namespace MailSink.Storage;

/// <summary>
/// Whether a message that is only announced could be stored: a server "may also wish to determine whether sufficient resources are
/// available to buffer a message of the declared message size" (RFC 1870 section 6.1). What is there at the end decides all the same.
/// </summary>
internal sealed class FreeSpace(DataFolder folder, SinkOptions options, TimeProvider time)
{
    /// <summary>How long a figure holds: clients that announce large mail in numbers ask the disk once a second.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _free;
    private long _askedAt;
    private bool _isKnown;

    /// <summary>So many octets would fit on the disk and below <see cref="SinkOptions.RetentionSize"/>.</summary>
    public bool Holds(long octets) => (options.RetentionSize == 0 || octets <= options.RetentionSize) && octets <= Free();

    private long Free()
    {
        lock (_gate)
        {
            if (_isKnown && time.GetElapsedTime(_askedAt) < Lasts) return _free;
            _free = Ask();
            (_askedAt, _isKnown) = (time.GetTimestamp(), true);
            return _free;
        }
    }

    private long Ask()
    {
        try
        {
            return new DriveInfo(folder.Path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A share without a drive letter tells nothing: the message will show whether there is room.
            return long.MaxValue;
        }
    }
}
