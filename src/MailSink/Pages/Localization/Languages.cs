using Microsoft.AspNetCore.Localization;

namespace MailSink.Pages.Localization;

/// <summary>The languages the pages speak and how a request's is found: the cookie's choice, else <c>Accept-Language</c>.</summary>
internal sealed class Languages : RequestCultureProvider
{
    public const string English = "en";
    public const string Chinese = "zh-Hans";

    /// <summary>Name of the cookie that holds the reader's choice.</summary>
    public const string Cookie = "mailsink-lang";

    /// <inheritdoc/>
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        Task.FromResult<ProviderCultureResult?>(new(Of(httpContext.Request)));

    /// <summary>The language of whoever sent a request.</summary>
    public static string Of(HttpRequest request) => Match(request.Cookies[Cookie]) ?? Preferred(request) ?? English;

    /// <summary>The spoken language for a tag such as <c>zh</c>, <c>zh-CN</c> or <c>en-GB</c>; null for any other.</summary>
    public static string? Match(string? tag) => tag?.Split('-')[0].ToLowerInvariant() switch
    {
        "zh" => Chinese,
        "en" => English,
        _ => null,
    };

    private static string? Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(range => range.Quality is not 0)
        .OrderByDescending(range => range.Quality ?? 1)
        .Select(range => Match(range.Value.Value))
        .FirstOrDefault(language => language is not null);
}
