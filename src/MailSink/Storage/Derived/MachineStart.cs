using System.Globalization;

namespace MailSink.Storage.Derived;

/// <summary>What tells one start of the machine from the next: a process that was killed loses no written page, a machine that stopped does.</summary>
internal static class MachineStart
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>
    /// The kernel's boot id where there is one, else the time of the start in minutes: a suspended machine shifts that time, and
    /// then derived data is made again once without need.
    /// </summary>
    public static string Read(TimeProvider time) => File.Exists(BootId)
        ? File.ReadAllText(BootId).Trim()
        : ((time.GetUtcNow().ToUnixTimeMilliseconds() - Environment.TickCount64) / 60_000).ToString(CultureInfo.InvariantCulture);
}
