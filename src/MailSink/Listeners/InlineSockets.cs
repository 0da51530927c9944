namespace MailSink.Listeners;

/// <summary>
/// Makes .NET's sockets call back on the thread that saw the event instead of handing each one to the pool, which for a receiver
/// that never blocks is a thread switch saved for each command. HTTP's handlers run on the pool all the same: Kestrel hands over to it.
/// </summary>
internal static class InlineSockets
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Works only before the process's first socket; what the operator has set stays.</summary>
    public static void Prefer()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null) Environment.SetEnvironmentVariable(Variable, "1");
    }
}
