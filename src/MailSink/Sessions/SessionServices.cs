namespace MailSink.Sessions;

internal static class SessionServices
{
    /// <summary>Adds reading sessions. The store must be registered.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services) => services.AddSingleton<SessionReader>();
}
