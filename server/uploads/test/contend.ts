/** Two clients at one upload, as a test reaches them. */
export interface Contest {
  rounds: number;
  /** A PATCH of one of the two; `cut` when the connection was closed without an answer. */
  send(client: 0 | 1, offset: number, bytes: Buffer<ArrayBuffer>): Promise<number | 'cut'>;
  offset(): Promise<number>;
  /** From the upload's file. */
  read(start: number, end: number): Promise<Buffer>;
}

export interface ContestReport {
  /** In which exactly one was answered 204. */
  decided: number;
  /** Empty when all is well. */
  violations: string[];
}

/** What one client sends in a round, bytes. */
export const pieceBytes = 5000;

/**
 * Lets two clients send different bytes for the same place at the same moment, again and again: what is kept
 * must be of one of them, and whole where one was told so.
 */
export async function contend({ rounds, send, offset, read }: Contest): Promise<ContestReport> {
  const violations: string[] = [];
  let decided = 0;
  let at = 0;
  for (let round = 0; round < rounds; round += 1) {
    const pieces = [2 * round, 2 * round + 1].map((mark) => Buffer.alloc(pieceBytes, mark % 251));
    const [first, second] = pieces as [Buffer<ArrayBuffer>, Buffer<ArrayBuffer>];
    const answers = await Promise.all([send(0, at, first), send(1, at, second)]);
    const now = await offset();
    const kept = await read(at, now);
    const whose = pieces.findIndex((piece) => piece.subarray(0, kept.length).equals(kept));
    const accepted = answers.indexOf(204);
    const wrong = [
      whose < 0 && 'bytes of both are mixed',
      kept.length !== now - at && `${now - at} bytes are recorded, ${kept.length} are on disk`,
      answers.some((answer) => ![204, 409, 423, 'cut'].includes(answer)) && 'an answer that is none',
      answers.every((answer) => answer === 204) && 'both were told that theirs is kept',
      accepted >= 0 && (accepted !== whose || kept.length !== pieceBytes) && 'what was promised is not kept',
    ];
    for (const what of wrong) if (what) violations.push(`round ${round}: ${what} (${answers})`);
    if (accepted >= 0) decided += 1;
    at = now;
  }
  return { decided, violations };
}
