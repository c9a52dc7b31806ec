/** Equal neighbours as one: "Application Data ×3". */
export function runs(names: readonly string[]): string[] {
  const counted: { name: string; times: number }[] = [];
  for (const name of names) {
    const last = counted.at(-1);
    if (last?.name === name) last.times++;
    else counted.push({ name, times: 1 });
  }
  return counted.map(({ name, times }) => (times > 1 ? `${name} ×${times}` : name));
}
