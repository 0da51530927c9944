using MailSink.Messages.Projection;
using Xunit;

namespace MailSink.Tests.Messages;

public sealed class ProjectionWatermarkTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    private readonly ProjectionWatermark _watermark = new(TimeProvider.System);

    [Fact]
    public async Task A_request_that_waits_ends_the_projectors_pause()
    {
        var pause = _watermark.WaitUntilWantedAsync(Forever, TestContext.Current.CancellationToken);
        var request = _watermark.WaitForAsync(1, TestContext.Current.CancellationToken);
        await pause;
        _watermark.Advance(1);
        await request;
    }

    [Fact]
    public async Task A_request_that_waits_already_lets_no_pause_begin()
    {
        var request = _watermark.WaitForAsync(1, TestContext.Current.CancellationToken);
        await _watermark.WaitUntilWantedAsync(Forever, TestContext.Current.CancellationToken);
        _watermark.Advance(1);
        await request;
    }

    [Fact]
    public async Task A_pause_ends_by_itself()
    {
        await _watermark.WaitUntilWantedAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(0, _watermark.Seq);
    }
}
