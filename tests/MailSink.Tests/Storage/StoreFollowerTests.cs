using MailSink.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class StoreFollowerTests
{
    [Fact]
    public async Task What_throws_is_begun_anew_after_a_pause_and_ends_when_the_program_stops()
    {
        using var follower = new Failing(failures: 2);
        await follower.StartAsync(TestContext.Current.CancellationToken);
        await follower.Following.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, follower.Begun);
        await follower.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(TaskStatus.RanToCompletion, follower.ExecuteTask!.Status);
    }

    private sealed class Failing(int failures) : StoreFollower("Testing", new NoPause(), NullLogger.Instance)
    {
        private readonly TaskCompletionSource _following = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Begun { get; private set; }
        public Task Following => _following.Task;

        protected override async Task FollowAsync(CancellationToken cancellationToken)
        {
            if (++Begun <= failures) throw new InvalidOperationException("as asked");
            _following.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    /// <summary>Timers are due at once.</summary>
    private sealed class NoPause : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
