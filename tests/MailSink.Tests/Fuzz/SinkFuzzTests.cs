using MailSink.Fuzz;
using MailSink.Fuzz.Sink;
using Xunit;

namespace MailSink.Tests.Fuzz;

/// <summary>A short run of every fuzz target outside the engine, the same inputs each time; tests/MailSink.Fuzz runs them for as long as one likes.</summary>
public sealed class SinkFuzzTests
{
    private const int Inputs = 400;

    public static TheoryData<string> Targets => [.. SinkTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_that_comes_in_breaks_what_must_hold(string name)
    {
        var run = new FuzzRun(SinkTargets.All.Single(target => target.Name == name), seed: 4711);

        var failure = run.Run(TimeSpan.FromSeconds(60), Inputs);

        Assert.True(failure is null, failure is var (input, why) ? $"{why}\n{Convert.ToBase64String(input)}" : "");
        Assert.True(run.Kinds > 1, "every input came to the same");
    }

    [Fact]
    public void A_stretched_input_is_the_input_with_a_piece_of_it_repeated()
    {
        var stretched = Enumerable.Range(0, 1000).Select(number => Stretch.Of([.. "ab"u8, (byte)number, (byte)(number >> 8)], 100)).OfType<byte[]>().ToList();

        Assert.InRange(stretched.Count, 1, 100);
        Assert.All(stretched, input => Assert.InRange(input.Length, 100, 200));
        Assert.All(stretched, input => Assert.Contains((byte)'a', input));
    }
}
