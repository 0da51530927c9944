using System.Text;

namespace MailSink.Smtp;

/// <summary>Checks a command line's octets before anything is done with it; typing accidents get a kind answer.</summary>
internal static class CommandLine
{
    private static readonly string[] OtherProtocols = ["GET ", "POST ", "PUT ", "HEAD ", "CONNECT ", "OPTIONS ", "PRI * ", "SSH-"];

    private const byte InterpretAsCommand = 0xFF;

    /// <returns>The refusal, or no reply when the line may be looked at further; what is no command is always refused.</returns>
    public static Reply Check(SmtpSession session, Heard heard, ReadOnlySpan<byte> line, Command? command)
    {
        if (heard == Heard.TooLong) return command?.LineTooLong ?? Replies.LineTooLong;
        if (session.Status.Phase == Phase.Refused && command is not QuitCommand) return session.Faults.Refused;
        if (CheckOctets(session, line, command) is { Row: not null } refusal) return refusal;
        return session.Gate is { } gate ? gate.Check(session, command!) : Reply.None;
    }

    private static Reply CheckOctets(SmtpSession session, ReadOnlySpan<byte> line, Command? command)
    {
        if (!session.Conversation.LineEndedWithCrlf)
        {
            session.Findings.Report(SessionLint.BareLfCommand, "the line ended with LF alone");
            if (session.Options.Strict) return Replies.BareLf;
        }

        if (command is not null && session.Conversation.LineOctets > command.LineLimit(session.Options)) return command.LineTooLong;
        if (command is null && session.Conversation.LineOctets > session.Options.MaxCommandLine) return Replies.LineTooLong;
        if (line.IsEmpty) return Replies.EmptyLine;
        if (line[0] is (byte)' ' or (byte)'\t') return Replies.LeadingSpace;
        if (CheckCharacters(line, command) is { } odd)
        {
            session.Findings.Report(SessionLint.TypingAccident, odd.Meaning.En);
            return odd;
        }

        if (line.Length < session.Conversation.Line.Length) session.Findings.Report(SessionLint.TypingAccident, "white space at the end of the line");
        var safe = command?.SafeLineLength ?? 512;
        if (session.Conversation.LineOctets > safe)
            session.Findings.Report(SessionLint.LongLine, $"{session.Conversation.LineOctets} octets, {safe} are safe");
        if (command is null) return CheckUnknown(session, line);
        if (command.Extension is { } owner && !owner.IsSwitchedOn(session))
        {
            if (command.LintWhenOff is { } row) session.Findings.Report(row, $"{command.Row.Name} although {owner.Row.Keyword} was not announced");
            return Replies.SwitchedOff;
        }

        return Reply.None;
    }

    private static ReplyRow? CheckCharacters(ReadOnlySpan<byte> line, Command? command)
    {
        if (line.ContainsAnyInRange((byte)0, (byte)0x1F) || line.Contains((byte)0x7F))
        {
            if (IsTelnet(line)) return Replies.TelnetCodes;
            if (line.ContainsAny((byte)0x08, (byte)0x7F)) return Replies.Backspace;
            return line.Contains((byte)0x1B) ? Replies.ArrowKeys : Replies.ControlCharacter;
        }

        if (Ascii.IsValid(line)) return null;
        if (IsTelnet(line)) return Replies.TelnetCodes;
        if (line.IndexOf("："u8) >= 0 || line.IndexOf("＜"u8) >= 0 || line.IndexOf("＞"u8) >= 0) return Replies.FullWidth;
        return command is { TakesEightBit: true } ? null : Replies.EightBitCommand;
    }

    /// <summary>An IAC with a command behind it (RFC 854): no UTF-8 has such octets.</summary>
    private static bool IsTelnet(ReadOnlySpan<byte> line) => line.IndexOf(InterpretAsCommand) is >= 0 and var at && at + 1 < line.Length && line[at + 1] >= 0xF0;

    private static Reply CheckUnknown(SmtpSession session, ReadOnlySpan<byte> line)
    {
        if (session.Status.Commands == 1)
        {
            foreach (var protocol in OtherProtocols)
            {
                if (line.Length < protocol.Length || !Ascii.Equals(line[..protocol.Length], protocol)) continue;
                session.Findings.Report(SessionLint.OtherProtocol, $"{protocol.TrimEnd(' ', '-', '*')} in place of the first command");
                session.End(SessionEnd.Server);
                return Replies.OtherProtocol;
            }
        }

        session.Findings.Unknown(line);
        return Replies.UnknownCommand;
    }
}
