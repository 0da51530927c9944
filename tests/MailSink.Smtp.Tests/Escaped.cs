using System.Globalization;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>Octets written as text: <c>\r \n \0 \t \\ \xHH</c>, and <c>\{N*text}</c> for N times the text.</summary>
internal static class Escaped
{
    public static string Decode(string text)
    {
        // A script is UTF-8; what is not ASCII goes onto the wire as its octets.
        text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                decoded.Append(text[i]);
                continue;
            }

            switch (text[++i])
            {
                case 'r': decoded.Append('\r'); break;
                case 'n': decoded.Append('\n'); break;
                case 't': decoded.Append('\t'); break;
                case '0': decoded.Append('\0'); break;
                case '\\': decoded.Append('\\'); break;
                case 'x':
                    decoded.Append((char)Convert.ToByte(text.Substring(i + 1, 2), 16));
                    i += 2;
                    break;
                case '{':
                    var end = text.IndexOf('}', i);
                    var parts = text[(i + 1)..end].Split('*', 2);
                    for (var n = int.Parse(parts[0], CultureInfo.InvariantCulture); n > 0; n--) decoded.Append(parts[1]);
                    i = end;
                    break;
                default: throw new FormatException($"\\{text[i]} in: {text}");
            }
        }

        return decoded.ToString();
    }
}
