using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace MailSink.Rest;

/// <summary>The OpenAPI document: what the endpoints' metadata cannot say by itself.</summary>
internal static class RestDocument
{
    private static readonly Dictionary<string, string> PathParameters = new(StringComparer.Ordinal)
    {
        ["id"] = "Id as lists give it; of a message also `latest`, the newest that the filters select.",
        ["part"] = "Number of the part, as `parts` and `attachments` give it; `0` is the root.",
        ["name"] = "Name of the inbox, percent-encoded.",
    };

    public static void AddRestDocument(this IServiceCollection services) => services.AddOpenApi("v1", static options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = static description => description.RelativePath is { } path
                && (path.StartsWith("rest/", StringComparison.Ordinal) || path is "healthz" or "readyz");
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "MailSink",
                Version = "v1",
                Description = "Mail that a developer's programs sent, and the sessions it came in. Errors are RFC 9457 problems; "
                    + "an unknown query parameter, one given twice, or an empty one is refused before anything is done.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeAsync);
    });

    /// <summary>What a problem says besides RFC 9457's members.</summary>
    private static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type != typeof(ProblemDetails)) return Task.CompletedTask;
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What is wrong with each parameter or member, by its name; only where one is to blame.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var metadata in context.Description.ActionDescriptor.EndpointMetadata)
        {
            if (metadata is AcceptedQuery query) AddParameters(operation, query);
        }

        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
            parameter.Description = PathParameters.GetValueOrDefault(parameter.Name ?? "");
        return Task.CompletedTask;
    }

    private static void AddParameters(OpenApiOperation operation, AcceptedQuery query)
    {
        operation.Parameters ??= [];
        foreach (var parameter in query.Parameters)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema
                {
                    Type = parameter.Type switch { "integer" => JsonSchemaType.Integer, "boolean" => JsonSchemaType.Boolean, _ => JsonSchemaType.String },
                    Enum = parameter.Values?.Select(v => (System.Text.Json.Nodes.JsonNode)v).ToList(),
                },
                Example = parameter.Example is { } example ? (System.Text.Json.Nodes.JsonNode)example : null,
            });
        }
    }
}
