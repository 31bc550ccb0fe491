import { z } from 'zod';

/** Where workers leave each other the encoded pieces of lessons, until those are joined: a folder a start of a piece. */
export const piecesRoot = 'pieces';

/** What the job of a piece says of its files (`made`); there may be more, which is the transcoder's own. */
export const PieceFiles = z.object({ prefix: z.string() });
