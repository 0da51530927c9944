using MailSink.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace MailSink.Guards;

/// <summary>Keys for what pages hand out and take back (form tokens, preview tokens). They live in the data folder, which is 0700.</summary>
internal static class ProtectionKeys
{
    public static void AddProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("MailSink");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>(static (keys, folder, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder.Keys), loggers));
    }
}
