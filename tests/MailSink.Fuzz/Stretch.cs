namespace MailSink.Fuzz;

/// <summary>Makes a long input of a short one, so that what grows faster than its input takes longer than the fuzzer waits.</summary>
internal static class Stretch
{
    /// <summary>One of so many inputs is stretched.</summary>
    private const int OneOf = 32;

    /// <summary>Repeats a piece of an input where it stands; the input itself says which piece, and whether.</summary>
    /// <param name="input">What is stretched.</param>
    /// <param name="length">Octets to stretch it to, about.</param>
    /// <returns>Null where the input is left alone.</returns>
    public static byte[]? Of(byte[] input, int length)
    {
        var hash = 2166136261u;
        foreach (var octet in input) hash = (hash ^ octet) * 16777619;
        if (input.Length == 0 || hash % OneOf != 0) return null;
        var from = (int)(hash / OneOf % (uint)input.Length);
        var size = Math.Min(1 + (int)(hash / 4096 % 64), input.Length - from);
        var stretched = new List<byte>(length + input.Length);
        stretched.AddRange(input.AsSpan(0, from));
        while (stretched.Count < length) stretched.AddRange(input.AsSpan(from, size));
        stretched.AddRange(input.AsSpan(from + size));
        return [.. stretched];
    }
}
