using MailSink.Rest;

namespace MailSink.Pages;

/// <summary>The query string of a page that shows a list: the same names and values as the API's.</summary>
internal static class ListQuery
{
    /// <summary>A query string of what is given, or "" when nothing is.</summary>
    public static string Of(params IEnumerable<(string Name, string? Value)> filters) =>
        QueryString.Create(filters.Where(static f => !string.IsNullOrEmpty(f.Value)).Select(static f => KeyValuePair.Create(f.Name, f.Value))).Value ?? "";

    /// <summary>Whether the API would take these filters; one that is empty is not given.</summary>
    public static bool IsValid(IReadOnlyList<QueryParameter> known, params IEnumerable<(string Name, string? Value)> filters) =>
        filters.All(f => string.IsNullOrEmpty(f.Value) || known.Single(p => p.Name == f.Name).Check(f.Value) is null);
}
