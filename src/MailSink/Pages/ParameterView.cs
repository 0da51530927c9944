using System.Globalization;
using MailSink.Messages;
using MailSink.Pages.Localization;

namespace MailSink.Pages;

/// <summary>A parameter of MAIL or RCPT and what it means for the message.</summary>
/// <param name="Keyword">Upper case.</param>
/// <param name="Text">In the reader's words, or the value as sent; may be empty.</param>
/// <param name="Time">The time it means; the text goes on behind it.</param>
/// <param name="IsAmiss">The message is not as the parameter has it.</param>
internal sealed record ParameterView(string Keyword, string Text, DateTimeOffset? Time = null, bool IsAmiss = false)
{
    /// <summary>The filter of the list takes it.</summary>
    public bool IsKnown => ParameterPattern.Check(Keyword) is null;

    /// <summary>Those of MAIL, in the order sent.</summary>
    public static IEnumerable<ParameterView> OfMail(MessageDetail message, Texts texts) =>
        message.Envelope.Parameters.Select(parameter => OfMail(parameter, message, texts));

    /// <summary>Those of one RCPT, in the order sent.</summary>
    public static IEnumerable<ParameterView> OfRecipient(RecipientDto recipient, Texts texts) =>
        recipient.Parameters.Select(parameter => OfRecipient(parameter, recipient, texts));

    private static ParameterView OfMail(ParameterDto parameter, MessageDetail message, Texts texts)
    {
        var (keyword, envelope) = (parameter.Keyword, message.Envelope);
        return keyword switch
        {
            "SIZE" when envelope.Size is { } declared => OfSize(declared, message.Size, texts),
            "SMTPUTF8" => new(keyword, texts["param.smtpUtf8"]),
            "REQUIRETLS" => new(keyword, texts["param.requireTls"]),
            "RET" => new(keyword, texts[envelope.Ret == "FULL" ? "param.ret.full" : "param.ret.hdrs"]),
            "MT-PRIORITY" => OfPriority(envelope, texts),
            "BY" when envelope.Deadline is { } deadline => new(keyword, Overdue(envelope.DeliverBy ?? "", texts), deadline),
            "HOLDFOR" or "HOLDUNTIL" when envelope.HoldUntil is { } hold => new(keyword, texts["param.hold"], hold),
            "SOLICIT" => new(keyword, string.Join(texts["explain.comma"], envelope.Solicit)),
            "MTRK" when envelope.Mtrk is { } mark => new(keyword, mark.Timeout is { } seconds ? texts["param.trackFor", seconds] : texts["param.track"]),
            "AUTH" when envelope.AuthParameter == "<>" => new(keyword, texts["param.unknown"]),
            _ => new(keyword, Decoded(keyword, envelope) ?? parameter.Value ?? ""),
        };
    }

    private static ParameterView OfRecipient(ParameterDto parameter, RecipientDto recipient, Texts texts) => parameter.Keyword switch
    {
        "NOTIFY" => new(parameter.Keyword, string.Join(texts["explain.comma"], recipient.Notify.Select(when => texts["param.notify." + when.ToLowerInvariant()]))),
        "RRVS" when recipient.Rrvs is { } valid => new(parameter.Keyword, texts[valid.Action == "C" ? "param.rrvs.c" : "param.rrvs.r"], valid.Since),
        "ORCPT" => new(parameter.Keyword, recipient.Orcpt ?? ""),
        _ => new(parameter.Keyword, parameter.Value ?? ""),
    };

    private static string? Decoded(string keyword, EnvelopeDto envelope) => keyword switch
    {
        "ENVID" => envelope.Envid,
        "SUBMITTER" => envelope.Submitter,
        "AUTH" => envelope.AuthParameter,
        _ => null,
    };

    private static ParameterView OfSize(long declared, long arrived, Texts texts) => declared == arrived
        ? new("SIZE", texts["param.size", Octets(declared)])
        : new("SIZE", texts["param.sizeDiffers", Octets(declared), Octets(arrived)], IsAmiss: arrived > declared);

    private static ParameterView OfPriority(EnvelopeDto envelope, Texts texts) => envelope.Priority == envelope.PriorityAsked
        ? new("MT-PRIORITY", string.Create(CultureInfo.InvariantCulture, $"{envelope.Priority}"))
        : new("MT-PRIORITY", texts["param.priority", envelope.Priority ?? 0, envelope.PriorityAsked ?? 0], IsAmiss: true);

    private static string Overdue(string by, Texts texts)
    {
        var returns = by.Contains(";R", StringComparison.OrdinalIgnoreCase);
        var text = texts[returns ? "param.by.r" : "param.by.n"];
        return by.EndsWith('T') || by.EndsWith('t') ? text + texts["param.by.trace"] : text;
    }

    private static string Octets(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
