using System.Collections;

namespace SseDashboard.Display;

/// <summary>
/// The first entries of a list, read only when they are needed: <c>Virtualize</c> takes a collection, and reads just the entries
/// on display of one that is an <see cref="IList{T}"/>.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="count">How many of its entries.</param>
internal sealed class ListHead<T>(IReadOnlyList<T> list, int count) : IList<T>
{
    public int Count => count;

    public bool IsReadOnly => true;

    public T this[int index]
    {
        get => list[index];
        set => throw ReadOnly();
    }

    public IEnumerator<T> GetEnumerator() => list.Take(count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void CopyTo(T[] array, int arrayIndex)
    {
        for (int i = 0; i < count; i++)
            array[arrayIndex + i] = list[i];
    }

    public int IndexOf(T item) => list.Take(count).ToList().IndexOf(item);

    public bool Contains(T item) => IndexOf(item) >= 0;

    public void Add(T item) => throw ReadOnly();

    public void Insert(int index, T item) => throw ReadOnly();

    public bool Remove(T item) => throw ReadOnly();

    public void RemoveAt(int index) => throw ReadOnly();

    public void Clear() => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("This is a view of a list, which cannot be changed.");
}
