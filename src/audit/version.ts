/** Versions compared number by number: "1.9" is below "1.29.7", and a prefix covers what it begins ("1.25" has 1.25.3). */

/** Below 0 where `a` is older; parts that one of them does not have are equal. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (version.match(/\d{1,9}/g) ?? []).map(Number);
}
