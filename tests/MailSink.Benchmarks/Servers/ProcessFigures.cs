using System.Globalization;

namespace MailSink.Benchmarks.Servers;

/// <summary>What the kernel knows about a process: <c>/proc/PID</c>, see proc(5).</summary>
internal static class ProcessFigures
{
    /// <summary>The kernel's USER_HZ, 100 on every architecture .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processor time used so far, all threads, user and system. Resolution: 10 ms.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        // The second field is the program's name in parentheses and may hold anything; fields 14 and 15 are utime and stime.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>The most memory that was resident at once since the start or the last <see cref="ForgetPeak"/>, in octets.</summary>
    public static long PeakMemory(int process) => Status(process, "VmHWM:");

    /// <summary>Memory resident now, in octets.</summary>
    public static long Memory(int process) => Status(process, "VmRSS:");

    /// <summary>Sets the peak back to what is resident now.</summary>
    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static long Status(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
