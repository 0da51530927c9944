namespace MailSink.Messages.Mime;

/// <summary>Tells references that leave the mail from those that stay within it.</summary>
internal static class RemoteReference
{
    /// <summary>True for whatever a browser would fetch over the network: everything but <c>cid:</c> and <c>data:</c>.</summary>
    public static bool IsRemote(string reference) =>
        !reference.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && !reference.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
