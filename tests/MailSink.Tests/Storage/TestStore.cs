using System.Net;
using MailSink.Configuration;
using MailSink.Events;
using MailSink.Sessions;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Edits;
using MailSink.Storage.Ingest;
using MailSink.Storage.Writer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace MailSink.Tests.Storage;

/// <summary>A real store in a temporary folder, put together as the program does it; without listeners.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestStore(ServiceProvider services) => _services = services;

    public StoreReaders Readers => Get<StoreReaders>();
    public StoreEdits Edits => Get<StoreEdits>();
    public StoreWriter Writer => Get<StoreWriter>();
    public StoreHead Head => Get<StoreHead>();
    public LiveSessions Sessions => Get<LiveSessions>();
    public EventBus Bus => Get<EventBus>();
    public MemoryBudget Budget => Get<MemoryBudget>();
    public DataFolder Folder => Get<DataFolder>();

    public static async Task<TestStore> OpenAsync(SinkOptions? options = null, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(options ?? new SinkOptions { Data = DataPath.Memory });
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddStore();
        var store = new TestStore(services.BuildServiceProvider());
        foreach (var service in store._services.GetServices<IHostedService>()) await service.StartAsync(default);
        return store;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A session as the engine would open it.</summary>
    public LiveSession Connect(string? user = null) => (LiveSession)Sessions.Open(new SessionStatus
    {
        Listener = "test",
        Remote = new IPEndPoint(IPAddress.Loopback, 4711),
        StartedAt = Get<TimeProvider>().GetUtcNow(),
        AuthUser = user,
    });

    /// <summary>Stores a message through a session's content, as the engine would.</summary>
    public static async Task<CommitResult> SendAsync(ISessionHost session, ReadOnlyMemory<byte> content, Envelope? envelope = null)
    {
        envelope ??= NewEnvelope();
        await using var message = await session.OpenContentAsync(envelope, default);
        await WriteAsync(message, content);
        return await message.CommitAsync(envelope, default);
    }

    public static async Task WriteAsync(IMessageContent message, ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            var room = message.GetMemory();
            var length = Math.Min(room.Length, content.Length);
            content[..length].CopyTo(room);
            content = content[length..];
            if (message.Advance(length)) await message.FlushAsync(default);
        }
    }

    public static Envelope NewEnvelope(string from = "alice@example.com", params string[] to)
    {
        var envelope = new Envelope { ReversePath = from };
        foreach (var recipient in to.Length > 0 ? to : ["bob@example.net"]) envelope.Recipients.Add(new Recipient(recipient, []));
        return envelope;
    }

    /// <summary>The octets of a stored message.</summary>
    public byte[] Read(string? id)
    {
        Assert.True(MessageId.TryParse(id, out var parsed));
        using var body = ContentStream.Open(Readers, parsed.Seq)!;
        using var copy = new MemoryStream();
        body.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>A number the store's file answers with.</summary>
    public long Scalar(string sql)
    {
        using var reader = Readers.Open();
        using var command = reader.Connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
        await _services.DisposeAsync();
    }
}
