using System.Globalization;
using MailSink.Fuzz;

// MailSink.Fuzz [--seconds N] [--seed N] [TARGET…]: fuzzes the targets named, or all; exit 1 when an input failed, which is then saved.
// MailSink.Fuzz --replay FILE TARGET: tries one input. --grow FOLDER keeps short inputs that made something new happen, for the corpus.
const int LongestKept = 300;
const int MostKept = 20;
var (seconds, seed, replay, grow) = (10, Environment.TickCount, (string?)null, (string?)null);
var targets = new List<FuzzTarget>();
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--seconds": seconds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--seed": seed = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--grow": grow = args[++i]; break;
        case "--replay": replay = args[++i]; break;
        default:
            if (TargetTable.Find(args[i]) is not { } target)
            {
                Console.Error.WriteLine($"{args[i]} is no target. There are: {string.Join(' ', TargetTable.All.Select(one => one.Name))}");
                return 2;
            }

            targets.Add(target);
            break;
    }
}

if (targets.Count == 0) targets.AddRange(TargetTable.All);
var failures = 0;
foreach (var target in targets)
{
    if (replay is not null)
    {
        var why = FuzzRun.Check(target, File.ReadAllBytes(replay), out var kind);
        Console.WriteLine($"{target.Name}: {why ?? $"holds, kind {kind:x8}"}");
        if (why is not null) failures++;
        continue;
    }

    var run = new FuzzRun(target, seed);
    var failure = run.Run(TimeSpan.FromSeconds(seconds));
    if (grow is not null) Keep(Directory.CreateDirectory(Path.Combine(grow, target.Name)).FullName, run.Pool);
    Console.WriteLine($"{target.Name}: {run.Count} inputs, {run.Kinds} kinds of outcomes, seed {seed}");
    if (failure is not var (input, reason)) continue;
    failures++;
    var path = Path.GetFullPath($"crash-{target.Name}-{NameOf(input)}");
    File.WriteAllBytes(path, input);
    Console.WriteLine($"{target.Name}: FAILED\n{reason}\nThe input is in {path}");
}

return failures == 0 ? 0 : 1;

static string NameOf(byte[] input) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..12];

static void Keep(string folder, IEnumerable<byte[]> inputs)
{
    foreach (var input in inputs.Where(input => input.Length <= LongestKept).OrderBy(input => input.Length).Take(MostKept))
        File.WriteAllBytes(Path.Combine(folder, NameOf(input)), input);
}
