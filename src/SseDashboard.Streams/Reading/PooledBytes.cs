using System.Buffers;

namespace SseDashboard.Streams;

/// <summary>A growing sequence of bytes in a pooled array.</summary>
internal struct PooledBytes()
{
    private byte[] _array = [];

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _array.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    public void AppendLine(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length + 1);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
        _array[Length++] = (byte)'\n';
    }

    // Keeps the array, except a large one, which a rare large event must not tie up for the life of the stream.
    public void Clear()
    {
        Length = 0;
        if (_array.Length > 64 * 1024)
            Release();
    }

    public void Release()
    {
        byte[] array = _array;
        (_array, Length) = ([], 0);
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
    }

    // Doubles, so that appending many small chunks copies each byte a constant number of times on average.
    private void Reserve(int more)
    {
        if (_array.Length - Length >= more)
            return;
        int length = Length;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(length + more), Math.Max(256, (int)Math.Min(length * 2L, Array.MaxLength))));
        Written.CopyTo(larger);
        Release();
        (_array, Length) = (larger, length);
    }
}
