using MailSink.Storage.Derived;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class DerivedSchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mailsink-derived-").FullName;

    private string File => Path.Combine(_folder, "derived.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_closed_whole_survives_the_machines_next_start()
    {
        DerivedSchema.Prepare(File, "first start");
        using (var writer = DerivedWriter.Open(File, "first start")) writer.Write("mail", 1, 7, [], rewrite: false);

        DerivedSchema.Prepare(File, "second start");

        Assert.Equal(7, Watermark());
    }

    [Fact]
    public void A_file_in_use_when_the_machine_stopped_is_made_again()
    {
        DerivedSchema.Prepare(File, "first start");
        var writer = DerivedWriter.Open(File, "first start");
        writer.Write("mail", 1, 7, [], rewrite: false);
        var left = CopyAsItStands();
        writer.Dispose();

        DerivedSchema.Prepare(left, "second start");

        Assert.Equal(0, Watermark(left));
    }

    [Fact]
    public void A_file_in_use_when_only_the_process_stopped_is_kept()
    {
        DerivedSchema.Prepare(File, "first start");
        var writer = DerivedWriter.Open(File, "first start");
        writer.Write("mail", 1, 7, [], rewrite: false);
        var left = CopyAsItStands();
        writer.Dispose();

        DerivedSchema.Prepare(left, "first start");

        Assert.Equal(7, Watermark(left));
    }

    private string CopyAsItStands()
    {
        var left = Directory.CreateDirectory(Path.Combine(_folder, "left")).FullName;
        foreach (var name in Directory.GetFiles(_folder)) System.IO.File.Copy(name, Path.Combine(left, Path.GetFileName(name)));
        return Path.Combine(left, "derived.db");
    }

    private long Watermark(string? file = null)
    {
        using var writer = DerivedWriter.Open(file ?? File, "reader");
        return writer.Watermark("mail", 1);
    }
}
