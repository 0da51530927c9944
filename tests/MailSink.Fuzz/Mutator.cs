using System.Text;

namespace MailSink.Fuzz;

/// <summary>Makes a new input of known ones. The same seed gives the same inputs.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<string> words)
{
    private const int LargestInput = 4096;
    private const int MostSteps = 8;

    private static readonly byte[] Interesting = [0, 1, 9, 10, 13, 32, 34, 43, 44, 45, 46, 48, 58, 60, 61, 62, 64, 92, 127, 128, 0xC3, 0xE4, 255];

    private readonly Random random = new(seed);
    private readonly byte[][] dictionary = [.. words.Select(Encoding.UTF8.GetBytes)];

    public byte[] Next(IReadOnlyList<byte[]> pool)
    {
        var input = new List<byte>(pool[random.Next(pool.Count)]);
        for (var steps = random.Next(1, MostSteps); steps > 0; steps--) Step(input, pool);
        if (input.Count > LargestInput) input.RemoveRange(LargestInput, input.Count - LargestInput);
        return [.. input];
    }

    private void Step(List<byte> input, IReadOnlyList<byte[]> pool)
    {
        var at = random.Next(input.Count + 1);
        var there = at < input.Count;
        switch (random.Next(8))
        {
            case 0 when there: input[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when there: input[at] = Interesting[random.Next(Interesting.Length)]; break;
            case 2: input.Insert(at, Interesting[random.Next(Interesting.Length)]); break;
            case 3 when there: input.RemoveRange(at, random.Next(1, Math.Min(16, input.Count - at) + 1)); break;
            case 4 when there: input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, random.Next(1, Math.Min(64, input.Count - at) + 1))); break;
            case 5 when dictionary.Length > 0: input.InsertRange(at, dictionary[random.Next(dictionary.Length)]); break;
            case 6: input.InsertRange(at, Piece(pool[random.Next(pool.Count)])); break;
            case 7: input.InsertRange(at, Enumerable.Repeat(Interesting[random.Next(Interesting.Length)], random.Next(1, 200))); break;
            default: input.Add((byte)random.Next(256)); break;
        }
    }

    private byte[] Piece(byte[] other)
    {
        if (other.Length == 0) return other;
        var from = random.Next(other.Length);
        return other[from..(from + random.Next(1, other.Length - from + 1))];
    }
}
