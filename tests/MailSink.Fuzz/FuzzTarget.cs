namespace MailSink.Fuzz;

/// <summary>Something that takes any octets, and what must hold whatever they are.</summary>
internal abstract class FuzzTarget
{
    /// <summary>As on the command line and as the folder of its corpus is called.</summary>
    public abstract string Name { get; }

    /// <summary>Words that inputs of this target are made of; mutations put them in.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Inputs to begin with, besides those in the corpus folder.</summary>
    public virtual IEnumerable<byte[]> Seeds => [];

    /// <summary>Takes an input.</summary>
    /// <returns>A number that stands for what happened: an input with a new one is kept and mutated further.</returns>
    /// <exception cref="FuzzFailure">Something that must hold does not.</exception>
    public abstract int Run(byte[] input);

    /// <summary>Ends the run with a failure unless the condition holds.</summary>
    protected static void Require(bool condition, string what)
    {
        if (!condition) throw new FuzzFailure(what);
    }
}

/// <summary>What must hold does not.</summary>
internal sealed class FuzzFailure(string what) : Exception(what);
