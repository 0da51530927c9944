namespace MailSink.Fuzz;

/// <summary>Makes a failing input small: takes ever smaller pieces out as long as it goes on failing.</summary>
internal static class Minimizer
{
    /// <summary>Tries, so that an input which takes its time comes to an end too.</summary>
    private const int MostTries = 5000;

    public static byte[] Minimize(byte[] input, Predicate<byte[]> fails)
    {
        var tries = 0;
        for (var size = Math.Max(1, input.Length / 2); size > 0; size /= 2)
        {
            for (var at = 0; at < input.Length && tries < MostTries;)
            {
                var shorter = input.Where((_, i) => i < at || i >= at + size).ToArray();
                tries++;
                if (fails(shorter)) input = shorter;
                else at += size;
            }
        }

        return input;
    }
}
