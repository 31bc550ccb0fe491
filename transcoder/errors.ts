/** Why a file cannot become a lesson. The cause lies in the file; another file may do better. */
export type RejectionCode =
  | 'unreadable' // no container we can read, or damaged beyond reading
  | 'empty' // not one byte
  | 'unfinished' // an MP4 without its index, or noughts: a recording, copy or download that was cut off
  | 'no-video' // neither picture nor sound, or a picture of no size
  | 'sound-only'
  | 'still-picture'
  | 'document' // text, Office, PDF
  | 'archive' // ZIP, RAR, 7-Zip, gzip
  | 'project' // of an editor: names its clips, holds none
  | 'playlist' // names videos elsewhere, holds none
  | 'program' // Windows, Flash
  | 'encrypted' // locked by a shop, a disc or a broadcaster
  | 'no-picture-decoded' // a picture track of which not one picture came out
  | 'truncated' // cut short: less inside than the file itself says
  | 'unsupported' // a container or codec outside the allowlist
  | 'too-long' // longer than MAX_DURATION_SECONDS
  | 'too-large' // more picture elements than MAX_PIXELS
  | 'limit' // used up the sandbox's time, memory or room
  | 'decode-failed'; // the decoder gave up or crashed

/** What the file causes. `retryOnce` is true where a second try, at once, may end otherwise. */
export class MediaRejectedError extends Error {
  override readonly name = 'MediaRejectedError';
  readonly code: RejectionCode;
  /** One line for the operator; never a part of the file's content. */
  readonly detail: string;
  readonly retryOnce: boolean;

  constructor(code: RejectionCode, detail: string, options: ErrorOptions & { retryOnce?: boolean } = {}) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
    this.retryOnce = options.retryOnce ?? false;
  }
}

export type UnavailableCode = 'ffmpeg-missing' | 'ffmpeg-too-old' | 'sandbox-missing' | 'sandbox-broken';

/** What this machine lacks: no file can be transcoded until an operator acts. The message says how. */
export class TranscoderUnavailableError extends Error {
  override readonly name = 'TranscoderUnavailableError';
  readonly code: UnavailableCode;

  constructor(code: UnavailableCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The disk is full. The same file will pass once there is room. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
}

/** The output is not what the plan promised: a fault of ours, never the file's. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
}
