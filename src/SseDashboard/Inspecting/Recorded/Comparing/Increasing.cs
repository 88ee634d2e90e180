namespace SseDashboard.Inspecting;

/// <summary>The longest increasing subsequence.</summary>
internal static class Increasing
{
    /// <summary>The places of a longest increasing subsequence of distinct numbers, in O(n log n).</summary>
    public static HashSet<int> Longest(IReadOnlyList<int> numbers)
    {
        // For each length, the place of the smallest number that ends such a subsequence; and the place before each.
        var ends = new List<int>();
        int[] before = new int[numbers.Count];
        for (int i = 0; i < numbers.Count; i++)
        {
            int low = 0;
            for (int high = ends.Count; low < high;)
            {
                int middle = (low + high) / 2;
                (low, high) = numbers[ends[middle]] < numbers[i] ? (middle + 1, high) : (low, middle);
            }

            before[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count)
                ends.Add(i);
            else
                ends[low] = i;
        }

        var places = new HashSet<int>();
        for (int place = ends.Count > 0 ? ends[^1] : -1; place >= 0; place = before[place])
            places.Add(place);
        return places;
    }
}
