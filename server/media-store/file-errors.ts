/** Whether the file system says that nothing is there. */
export function isAbsent(error: unknown): boolean {
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
}

/** For `catch`: throws anything else. */
export function ignoreAbsent(error: unknown): void {
  if (!isAbsent(error)) throw error;
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
