using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>Makes an inbox.</summary>
/// <returns>True when there was none of that name.</returns>
internal sealed class AddInboxChore(string name, StoreState state) : Chore<bool>
{
    private bool _made;

    protected override bool Result => _made;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        _made = !state.Inboxes.ContainsKey(name);
        batch.InboxId(file, state, name);
        return true;
    }
}

/// <summary>Removes an inbox whose messages are marked deleted already.</summary>
/// <returns>True when it existed.</returns>
internal sealed class RemoveInboxChore(string name, StoreState state) : Chore<bool>
{
    private bool _existed;

    protected override bool Result => _existed;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        if (!state.Inboxes.TryGetValue(name, out var id)) return true;
        _existed = true;
        file.Purge.Meta.BindText(1, "inbox").Bind(2, state.NextInbox - 1).Run();
        file.Edit.DeleteInbox.Bind(1, id).Run();
        file.Edit.DeleteInboxBlocks.Bind(1, id).Run();
        return true;
    }

    public override void Committed(StoreState state)
    {
        if (_existed) state.RemoveInbox(name);
    }
}
