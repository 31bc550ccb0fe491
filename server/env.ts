import { z } from 'zod';

/** An empty variable is an unset one. */
const text = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const whole = text.pipe(z.string().regex(/^\d+$/, '应为 0 以上的整数').transform(Number).optional());

const minutes = whole.pipe(
  z.number().min(5, '不能少于 5 分钟').max(10_080, '不能多于 10080 分钟（7 天）').optional(),
);

const endpoint = text.pipe(
  z.url({ protocol: /^https?$/, error: '应为完整的网址，例如 http://10.0.0.5:9000' }).optional(),
);

/** Every variable the program reads, flat; `config.ts` turns them into settings. */
const Environment = z.object({
  /** Port of the web server; 8080 when unset, 0 for any free one. */
  PORT: whole,
  /** Address to listen on; all interfaces when unset. */
  HOST: text,
  /** Folder for everything that is kept; `./data` when unset. */
  DATA_DIR: text,
  /** How the world sees it, e.g. `https://qianke.example.edu.cn`; decides cookies and origins. */
  PUBLIC_URL: text.pipe(
    z.url({ protocol: /^https?$/, error: '应为完整的网址，例如 https://qianke.example.edu.cn' }).optional(),
  ),
  /** Number of reverse proxies in front whose X-Forwarded-* are believed; 0 when unset. */
  TRUST_PROXY: whole,
  /** `postgresql://…`; SQLite in the data folder when unset. */
  DATABASE_URL: text,
  /** `s3://BUCKET/PREFIX`, `file:///FOLDER`; `media` in the data folder when unset. */
  MEDIA_STORE: text,
  /** Of an S3 store that is not Amazon's own; the first is the narrower one, as with Amazon's programs. */
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ENDPOINT_URL: endpoint,
  /** `us-east-1` where an endpoint is given and this is unset. */
  AWS_REGION: text,
  AWS_ACCESS_KEY_ID: text,
  AWS_SECRET_ACCESS_KEY: text,
  /** Of credentials that expire. */
  AWS_SESSION_TOKEN: text,
  /** Meilisearch beside the embedded engine. */
  MEILI_URL: text.pipe(z.url({ error: '应为完整的网址，例如 http://127.0.0.1:7700' }).optional()),
  MEILI_API_KEY: text,
  /** `bubblewrap` (default) or `none`: only on a machine where nothing else is at stake. */
  MEDIA_SANDBOX: text.pipe(z.enum(['bubblewrap', 'none'], { error: '应为 bubblewrap 或 none' }).optional()),
  /** The worker warns at start of an ffmpeg older than this; 5.1.9 when unset. */
  FFMPEG_MINIMUM: text.pipe(
    z
      .string()
      .regex(/^\d+(\.\d+)*$/, '应为版本号，例如 7.1.5')
      .optional(),
  ),
  /** IANA name of the region's time zone; `Asia/Shanghai` when unset. */
  REGION_TIME_ZONE: text,
  /** Minutes without a request after which a session ends; 720 when unset. */
  SESSION_IDLE_MINUTES: minutes,
  /** The same for bureau administrators and operators; 30 when unset. */
  ADMIN_SESSION_IDLE_MINUTES: minutes,
  /** `required`: reviewers, administrators and operators can do their work only with a second factor. */
  SECOND_FACTOR: text.pipe(
    z.enum(['optional', 'required'], { error: '应为 optional 或 required' }).optional(),
  ),
  /** Files being encoded at a time in this process group; 0 leaves it to `npm run transcoder`. */
  TRANSCODERS: whole,
  /** Cores that a worker uses at most; all that it may when unset. */
  TRANSCODER_CORES: whole.pipe(z.number().min(1, '至少为 1').optional()),
  /** Memory that one program of a worker takes at most, bytes; 4 GiB when unset. */
  TRANSCODER_MEMORY_BYTES: whole.pipe(
    z.number().min(2_147_483_648, '至少为 2147483648（2 GiB），再少有些视频就处理不了').optional(),
  ),
  /** How far a worker's programs stand back behind others, 0 to 19; 10 when unset. */
  TRANSCODER_NICE: whole.pipe(z.number().max(19, '应为 0 到 19').optional()),
  /** Seconds of the pieces in which a long recording is encoded; 120 when unset, 0: it is never cut. */
  PIECE_SECONDS: whole.pipe(
    z
      .number()
      .refine(
        (seconds) => seconds === 0 || seconds >= 5,
        '应为 0（不切）或至少 5：片段只在切片交界处切开，再短没有用处',
      )
      .optional(),
  ),
  /** Writes WebVTT of the WAV at `{wav}`, to `{out}.vtt` or its output: `whisper-cli … -f {wav} -ovtt -of {out}`. */
  CAPTIONS_COMMAND: text,
  /** BCP 47 of what is spoken; `zh` when unset. */
  CAPTIONS_LANGUAGE: text,
  /** Largest video taken, bytes; 8 GiB when unset. */
  MAX_UPLOAD_BYTES: whole,
  /** Largest attachment taken, bytes; 200 MiB when unset. */
  MAX_ATTACHMENT_BYTES: whole,
  /** Folder, best on another disk, or `media-store`; `backups` in the data folder when unset. */
  BACKUP_DIR: text,
  /** When the program makes a backup by itself: `02:30`, several with commas, `hourly`, `off`. */
  BACKUP_AT: text.pipe(
    z
      .string()
      .regex(/^(off|hourly|([01]\d|2[0-3]):[0-5]\d(,([01]\d|2[0-3]):[0-5]\d)*)$/, {
        error: '应为 02:30 这样的时间（几个之间用逗号分开）、hourly（每小时）或 off（不自动备份）',
      })
      .optional(),
  ),
  /** How many backups are kept; 14 when unset. */
  BACKUP_KEEP: whole.pipe(z.number().min(1, '至少为 1').optional()),
  /** A backup that is older than so many days is warned of; 2 when unset. */
  BACKUP_WARN_DAYS: whole.pipe(z.number().min(1, '至少为 1').optional()),
  /** `debug`, `info`, `warn` or `error`. */
  LOG_LEVEL: text.pipe(
    z.enum(['debug', 'info', 'warn', 'error'], { error: '应为 debug、info、warn 或 error' }).optional(),
  ),
  /** Password of the demo accounts; made up when unset. */
  DEMO_PASSWORD: text,
});

export type Environment = z.infer<typeof Environment>;

/** What is wrong with the environment, one line per variable, for the operator. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Parses the process's environment once; only entry files call it. Throws `EnvironmentError`. */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const parsed = Environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`);
  throw new EnvironmentError(lines.join('\n'));
}
