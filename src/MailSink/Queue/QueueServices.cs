using MailSink.Smtp;

namespace MailSink.Queue;

internal static class QueueServices
{
    /// <summary>Adds the mail queue of ETRN, ATRN and TURN.</summary>
    public static IServiceCollection AddQueue(this IServiceCollection services)
    {
        // The sessions know the queue, and the deliveries it starts are sessions.
        services.AddSingleton(provider => new Lazy<ISmtpHost>(provider.GetRequiredService<ISmtpHost>));
        services.AddSingleton<RelayDeliveries>();
        services.AddHostedService(provider => provider.GetRequiredService<RelayDeliveries>());
        services.AddSingleton<HeldMail>();
        services.AddSingleton<IHeldMail>(provider => provider.GetRequiredService<HeldMail>());
        services.AddSingleton<HandoverReader>();
        return services;
    }
}
