namespace MailSink.Storage;

/// <summary>
/// Follows the store for as long as the program runs. A fault of ours is logged and the following begins anew after a pause: what it
/// makes of stored mail comes later then, and is not lost.
/// </summary>
/// <param name="work">What it does, as a log line begins: "Parsing stored messages".</param>
/// <param name="time">Measures the pause.</param>
/// <param name="logger">Of the derived class.</param>
internal abstract partial class StoreFollower(string work, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;

    protected TimeProvider Time { get; } = time;

    /// <summary>Begins where the store says it stopped, and goes on until it is cancelled or throws.</summary>
    protected abstract Task FollowAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Its first steps read files: the start of the program does not wait for them.
                await Task.Run(() => FollowAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFault(fault, work);
                await Task.Delay(Pause, Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} stopped; it is tried again")]
    private partial void LogFault(Exception fault, string work);
}
