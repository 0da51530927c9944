namespace MailSink.Configuration;

/// <summary>Finds what somebody probably meant to type.</summary>
internal static class NearestName
{
    /// <summary>The name nearest to what was typed: fewest letters inserted, removed, replaced or swapped with their neighbour.</summary>
    public static string Of(string typed, IEnumerable<string> names) =>
        names.MinBy(name => Distance(typed.ToUpperInvariant(), name.ToUpperInvariant()))!;

    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, cost[i - 2, j - 2] + 1);
                cost[i, j] = best;
            }
        }

        return cost[a.Length, b.Length];
    }
}
