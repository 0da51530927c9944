namespace MailSink.Rest;

/// <summary>
/// One query parameter: what it is called, what it accepts, what the documentation says. The check of a request and the OpenAPI
/// document are both made from it.
/// </summary>
/// <param name="Name">As it stands in the URL.</param>
/// <param name="Description">For the documentation.</param>
/// <param name="Type">JSON schema type: <c>string</c>, <c>integer</c>, <c>boolean</c>.</param>
/// <param name="Check">What is wrong with a value that is not empty, or null.</param>
internal sealed record QueryParameter(string Name, string Description, string Type, Func<string, string?> Check)
{
    /// <summary>An example for the documentation.</summary>
    public string? Example { get; init; }

    /// <summary>It may be given several times.</summary>
    public bool IsList { get; init; }

    /// <summary>The values it can have, where they are few.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public static QueryParameter Text(string name, string description, string? example = null, int maxLength = 1024) =>
        new(name, description, "string", value => value.Length > maxLength ? $"is longer than {maxLength} characters" : null) { Example = example };

    public static QueryParameter Integer(string name, string description, int min, int max) =>
        new(name, description, "integer", value => int.TryParse(value, System.Globalization.NumberStyles.None, null, out var n) && n >= min && n <= max
            ? null
            : $"must be a whole number from {min} to {max}");

    public static QueryParameter Flag(string name, string description) =>
        new(name, description, "boolean", value => ReadFlag(value) is null ? "must be true or false" : null);

    public static QueryParameter OneOf(string name, string description, params string[] values) =>
        new(name, description, "string", value => values.Contains(value) ? null : $"must be one of {string.Join(", ", values)}") { Values = values };

    /// <summary><c>true false 1 0</c>; null for anything else.</summary>
    public static bool? ReadFlag(string? value) => value switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };
}

/// <summary>Metadata of an endpoint: the query parameters it takes, and no others.</summary>
internal sealed record AcceptedQuery(IReadOnlyList<QueryParameter> Parameters)
{
    public static readonly AcceptedQuery None = new([]);
}
