using System.Net;

namespace MailSink.Listeners;

/// <summary>Which addresses and ports the listeners really got. Filled while the server starts, complete when it has started.</summary>
internal sealed class BoundListeners
{
    private readonly Lock gate = new();
    private BoundListener[] all = [];

    /// <summary>In the order they were bound.</summary>
    public IReadOnlyList<BoundListener> All => Volatile.Read(ref all);

    /// <summary>The listener of that name, or null when it is off.</summary>
    public BoundListener? Find(string name) => Array.Find(Volatile.Read(ref all), l => l.Name == name);

    /// <summary>Tells that a listener is bound; a second call for the same name replaces the first.</summary>
    public void Set(BoundListener listener)
    {
        lock (gate)
            Volatile.Write(ref all, [.. all.Where(l => l.Name != listener.Name), listener]);
    }
}

/// <summary>One listener: all its addresses share one port.</summary>
/// <param name="Name">Stable name: <c>smtp</c>, <c>http</c>; a session's <c>listener</c> is this.</param>
/// <param name="Spec">What it is, or null for the web side.</param>
/// <param name="EndPoints">Bound addresses, at least one unless it is a unix socket.</param>
internal sealed record BoundListener(string Name, ListenerSpec? Spec, IReadOnlyList<IPEndPoint> EndPoints)
{
    /// <summary>Null on a unix socket.</summary>
    public int? Port => EndPoints.Count > 0 ? EndPoints[0].Port : null;

    /// <summary><c>smtp</c>, <c>lmtp</c> or <c>http</c>.</summary>
    public string Protocol => Spec is null ? "http" : Spec.IsLmtp ? "lmtp" : "smtp";

    /// <summary>Where it is, as an address with its scheme.</summary>
    public IEnumerable<string> Addresses => Spec?.Path is { } path
        ? [$"{Spec.Scheme}+unix:{path}"]
        : EndPoints.Select(e => $"{Spec?.Scheme ?? "http"}://{e}");
}
