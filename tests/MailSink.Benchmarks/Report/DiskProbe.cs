using System.Diagnostics;
using System.Runtime.InteropServices;
using MailSink.Benchmarks.Load;
using Microsoft.Win32.SafeHandles;

namespace MailSink.Benchmarks.Report;

/// <summary>What durability costs on this disk at this moment: appending 16 KiB and fdatasync(2), as the store's log does at a commit.</summary>
internal static partial class DiskProbe
{
    private const int Writes = 200;

    /// <summary>Measures in the given folder and leaves nothing there.</summary>
    public static LatencyHistogram Run(string folder)
    {
        var path = Path.Combine(folder, "fdatasync.probe");
        var page = new byte[16 * 1024];
        var times = new LatencyHistogram();
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        for (var i = 0; i < Writes; i++)
        {
            var from = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, (long)i * page.Length);
            if (DataSync(file) != 0) throw new IOException($"fdatasync on {path}: error {Marshal.GetLastPInvokeError()}");
            times.Record(from, Stopwatch.GetTimestamp());
        }

        return times;
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);
}
