using MailSink.Inboxes;
using MailSink.Messages.Projection;

namespace MailSink.Messages;

internal static class MessageServices
{
    /// <summary>Adds reading messages and inboxes, and the projector. The store must be registered.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddSingleton<MessageReader>();
        services.AddSingleton<InboxReader>();
        services.AddHostedService<MessageProjector>();
        return services;
    }
}
