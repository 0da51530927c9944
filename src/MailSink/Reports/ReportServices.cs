namespace MailSink.Reports;

internal static class ReportServices
{
    /// <summary>Adds the making of delivery reports. The store must be registered.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services.AddHostedService<ReportWorker>();
}
