using System.Globalization;

namespace MailSink.Smtp;

/// <summary>What a fault does, as the transcript says it.</summary>
internal static class FaultText
{
    /// <param name="fault">The fault.</param>
    /// <param name="reply">The reply the engine had ready, or none.</param>
    public static string Describe(this Fault fault, in Reply reply) => string.Join(", ", Effects(fault, reply.Row));

    private static IEnumerable<string> Effects(Fault fault, ReplyRow? row)
    {
        if (fault.Delay > TimeSpan.Zero) yield return Text($"wait {Math.Min(fault.Delay.TotalMilliseconds, Fault.LongestDelay.TotalMilliseconds):0} ms");
        if (fault.DropReply) yield return "no reply";
        else if (fault.Reply is { } own) yield return row is not { IsListed: true } ? $"reply {own.Code}" : Text($"reply {own.Code} in place of {row.Code}");
        if (fault.Garble != Garble.No) yield return $"reply garbled ({GarbleTable.NameOf(fault.Garble)})";
        if (fault.SplitReply) yield return "reply sent octet by octet";
        if (fault.OctetsPerSecond > 0) yield return Text($"{fault.OctetsPerSecond} octets a second");
        if (fault.Store is { } store) yield return store ? "message kept whatever is said" : "message not kept whatever is said";
        if (fault.FailTls) yield return "TLS handshake fails";
        if (fault.Close != FaultClose.No) yield return fault.Close == FaultClose.Reset ? "connection reset" : "connection closed";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
