using System.Text.Json.Serialization;
using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>The mailboxes in a mail's header, groups taken apart.</summary>
internal sealed record MailAddresses
{
    private const int MaxPerField = 2000;

    public IReadOnlyList<AddressDto> From { get; init; } = [];
    public IReadOnlyList<AddressDto> To { get; init; } = [];
    public IReadOnlyList<AddressDto> Cc { get; init; } = [];
    public IReadOnlyList<AddressDto> Bcc { get; init; } = [];
    public IReadOnlyList<AddressDto> ReplyTo { get; init; } = [];

    public static MailAddresses Read(IReadOnlyList<Header> headers) => new()
    {
        From = Read(headers, HeaderId.From),
        To = Read(headers, HeaderId.To),
        Cc = Read(headers, HeaderId.Cc),
        Bcc = Read(headers, HeaderId.Bcc),
        ReplyTo = Read(headers, HeaderId.ReplyTo),
    };

    private static List<AddressDto> Read(IReadOnlyList<Header> headers, HeaderId id) =>
        [.. headers.Where(h => h.Id == id).SelectMany(Mailboxes).Take(MaxPerField)];

    private static IEnumerable<AddressDto> Mailboxes(Header header)
    {
        if (AddressLists.Read(header.RawValue) is { } mailboxes)
            return mailboxes.Select(m => new AddressDto(m.Name ?? "", m.Address));

        // Not an address list by any reading: what stands there is shown all the same.
        var text = header.Value.Trim();
        return text.Length == 0 ? [] : [new AddressDto("", text)];
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MailAddresses))]
internal sealed partial class MailAddressesJson : JsonSerializerContext;
