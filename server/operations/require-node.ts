const oldest = [24, 18, 1] as const;

/** Ends the program with one line when Node is too old for what it is written in (types stripped, its SQLite). */
export function requireNode(version: string): void {
  const parts = version.split('.').map(Number);
  const first = oldest.findIndex((part, index) => part !== parts[index]);
  if (first === -1 || (parts[first] ?? 0) > (oldest[first] ?? 0)) return;
  console.error(
    `千课需要 Node ${oldest.join('.')} 或更新版本，现在是 ${version}。请用 npm start 启动（npm 会使用项目自带的 Node）。`,
  );
  process.exit(1);
}
