using MailSink.Smtp;

namespace MailSink.Storage.Writer;

/// <summary>Something to be written in the next transaction, with whatever else waits.</summary>
internal abstract class WriteJob
{
    /// <summary>Octets it adds to the transaction, for the limit of a batch.</summary>
    public virtual int Octets => 512;

    /// <summary>Writes, on the writer's thread. May be called again when the transaction it was part of was rolled back.</summary>
    /// <returns>Anything but <see cref="CommitStatus.Stored"/> when it must not be written; the rest of the batch goes on.</returns>
    public abstract CommitStatus Write(StoreFile file, Batch batch);

    /// <summary>Tells what became of it, once, on the writer's thread: must be short and must not run anybody's continuation.</summary>
    public abstract void Complete(CommitStatus status);

    /// <summary>Somebody waits to go on: <see cref="Acknowledge"/> is called behind <see cref="Complete"/>.</summary>
    public virtual bool IsAwaited => false;

    /// <summary>Lets go on who waits, on a thread of the pool: whoever it is may use the job again at once, so nothing may follow.</summary>
    public virtual void Acknowledge()
    {
        // Nobody waits.
    }
}
