import type { S3Client } from '@aws-sdk/client-s3';
import { createGate, type Gate } from '../../create-gate.ts';
import { blamedStore, MediaStoreUnavailableError, type UnavailableReason } from '../media-store.ts';
import { nameS3Location, type S3Location } from './s3-location.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** A bucket and what speaks to it. */
export interface S3Connection {
  sdk: Sdk;
  location: S3Location;
  /** For work with a whole body in memory: many uploads may end at once. */
  bodies: Gate;
  /**
   * Sends what `command` makes, and again with growing pauses where that may help (5xx, timeout, connection lost).
   * Null where the store says that there is no such thing. Throws `MediaStoreUnavailableError`, the signal's reason,
   * or an error that tells what the store has refused.
   */
  send<Output>(send: (client: S3Client) => Promise<Output>, signal?: AbortSignal): Promise<Output | null>;
  /** The same for what the store may take minutes to do in silence: putting the parts of a file together. */
  sendSlow<Output>(send: (client: S3Client) => Promise<Output>): Promise<Output | null>;
}

/** In all, with 0.1 s and more between them. */
const attempts = 4;
/** At most 16 MiB each. */
const bodiesAtOnce = 8;
const connectMs = 5000;
/** Without a byte from either side. */
const silenceMs = 20_000;
const slowSilenceMs = 15 * 60_000;

/** Connects to nothing yet. The client library is loaded here, so that a local store does not pay for it. */
export async function openS3Connection(location: S3Location): Promise<S3Connection> {
  const sdk = await import('@aws-sdk/client-s3');
  const { endpoint, region, pathStyle, credentials } = location;
  const connect = (socketTimeout: number) =>
    new sdk.S3Client({
      ...{ endpoint, region, credentials },
      forcePathStyle: pathStyle,
      maxAttempts: attempts,
      // Every body is checked by its MD5, which stores of all makes know; newer checksums only some.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: connectMs,
        socketTimeout,
        // A slow viewer holds a connection: others must not queue behind it.
        ...{ httpAgent: { maxSockets: Number.POSITIVE_INFINITY } },
        ...{ httpsAgent: { maxSockets: Number.POSITIVE_INFINITY } },
      },
    });
  const client = connect(silenceMs);
  const slow = connect(slowSilenceMs);

  async function ask<Output>(asked: Promise<Output>, signal?: AbortSignal): Promise<Output | null> {
    try {
      return await asked;
    } catch (error) {
      signal?.throwIfAborted();
      if (isNothingThere(error)) return null;
      throw describeFailure(error, location);
    }
  }

  return {
    sdk,
    location,
    bodies: createGate(bodiesAtOnce),
    send: (send, signal) => ask(send(client), signal),
    sendSlow: (send) => ask(send(slow)),
  };
}

interface S3Failure {
  name: string;
  status: number | undefined;
  /** Of the operating system, where no answer came. */
  code: string | undefined;
}

function readFailure(error: unknown): S3Failure {
  const { name, $metadata, code } = error as {
    name?: unknown;
    $metadata?: { httpStatusCode?: number };
    code?: unknown;
  };
  return {
    name: String(name),
    status: $metadata?.httpStatusCode,
    code: typeof code === 'string' ? code : undefined,
  };
}

function isNothingThere(error: unknown): boolean {
  const { name, status } = readFailure(error);
  return status === 404 && name !== 'NoSuchBucket';
}

/**
 * What the store said, as one of ours. The library's own error is not passed on: it carries the request, and with a
 * refused signature also what was signed.
 */
export function describeFailure(error: unknown, location: S3Location): Error {
  const failure = readFailure(error);
  const reason = judgeFailure(failure);
  const { name, status, code } = failure;
  const said = [name === 'Error' ? undefined : name, status, code].filter(Boolean).join(' ');
  if (reason !== null) return unavailable(reason, location, said);
  const about = `${blamedStore}${nameS3Location(location)}`;
  return new Error(`${about} does not take a request: ${said || 'no reason given'}`);
}

/** With what is to be done; `said`: how the store put it. */
export function unavailable(
  reason: UnavailableReason,
  location: S3Location,
  said?: string,
): MediaStoreUnavailableError {
  const message = `${blamedStore}${nameS3Location(location)} ${whatToDo[reason]}`;
  return new MediaStoreUnavailableError(reason, said ? `${message} (${said})` : message);
}

const whatToDo: Record<UnavailableReason, string> = {
  unreachable: 'does not answer: see whether it runs and this machine reaches it',
  refused: 'refuses the credentials: look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and their rights',
  'no-bucket': 'has no such bucket: create it, or look at MEDIA_STORE',
  clock: 'says that the clock of this machine is wrong: set it (timedatectl)',
  full: 'is full: make room there, or raise its quota',
};

const refusals = new Set([
  ...['AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'AllAccessDisabled'],
  ...['ExpiredToken', 'InvalidToken', 'AccountProblem', 'AuthorizationHeaderMalformed'],
]);
const fullNames = /^(XMinioStorageFull|QuotaExceeded|StorageFull|InsufficientStorage|InsufficientCapacity)/;

/** Null: what was asked is wrong, a fault of ours. */
export function judgeFailure({ name, status, code }: S3Failure): UnavailableReason | null {
  if (fullNames.test(name) || status === 507) return 'full';
  if (name === 'RequestTimeTooSkewed') return 'clock';
  if (name === 'NoSuchBucket') return 'no-bucket';
  if (refusals.has(name) || status === 401 || status === 403) return 'refused';
  if (status === undefined || status === 408 || status === 429 || status >= 500) return 'unreachable';
  return code === undefined ? null : 'unreachable';
}
