using MailSink.Fuzz;
using MailSink.Fuzz.Targets;

namespace MailSink.Smtp.Tests;

/// <summary>A short run of every fuzz target of the engine, the same inputs each time; tests/MailSink.Fuzz runs them for as long as one likes.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 400;

    public static TheoryData<string> Targets => [.. EngineTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_a_client_sends_breaks_what_must_hold(string name)
    {
        var run = new FuzzRun(EngineTargets.All.Single(target => target.Name == name), seed: 4711);

        var failure = run.Run(TimeSpan.FromSeconds(20), Inputs);

        Assert.True(failure is null, failure is var (input, why) ? $"{why}\n{Convert.ToBase64String(input)}" : "");
        Assert.True(run.Kinds > 1, "every input came to the same");
    }

    /// <summary>A harness that finds nothing has to be known to find something.</summary>
    [Fact]
    public void A_failing_input_is_found_and_made_small()
    {
        var failure = new FuzzRun(new FailsOnTwo(), seed: 1).Run(TimeSpan.FromSeconds(20));

        Assert.NotNull(failure);
        Assert.Equal("there are two", failure.Value.Why);
        Assert.Equal(",,"u8.ToArray(), failure.Value.Input);
    }

    [Theory]
    [InlineData("250 ok")]
    [InlineData("25 ok\r\n")]
    [InlineData("250-ok\r\n")]
    [InlineData("250-ok\r\n550 no\r\n")]
    [InlineData("650 ok\r\n")]
    [InlineData("250 \u0007\r\n")]
    public void Malformed_replies_are_told(string replies) => Assert.Throws<FuzzFailure>(() => ReplyForm.Check(replies));

    private sealed class FailsOnTwo : FuzzTarget
    {
        public override string Name => "fails-on-two";

        public override IReadOnlyList<string> Words => [","];

        public override int Run(byte[] input)
        {
            Require(input.Count(octet => octet == ',') < 2, "there are two");
            return input.Length;
        }
    }
}
