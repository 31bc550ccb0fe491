/** Bounds of one run of one program. */
export interface SandboxLimits {
  cpuSeconds: number;
  wallSeconds: number;
  /** Longest silence on stdout, in seconds; a program that reports progress and stops is stuck. */
  idleSeconds?: number;
  /** Largest single file written. */
  fileBytes: number;
  /** Address space for ffmpeg; private data for Node, which reserves far more than it uses. */
  memoryBytes: number;
}

const GIB = 1024 ** 3;

/** Of one program at a time: joining a lesson of the greatest length opens its 2,400 segments at once. */
export const MOST_OPEN_FILES = 4096;

/** Reading headers, short remuxes and pictures: things that take seconds when nothing is wrong. */
export const SHORT_LIMITS: SandboxLimits = {
  cpuSeconds: 120,
  wallSeconds: 600,
  fileBytes: GIB,
  memoryBytes: 4 * GIB,
};

/** A few seconds at places of a file are decoded, or tried: what takes longer is done without. */
export const LOOK_LIMITS: SandboxLimits = {
  cpuSeconds: 60,
  wallSeconds: 180,
  fileBytes: 1024 ** 2,
  memoryBytes: 4 * GIB,
};

/** A few seconds are encoded in one rendition: of a file that takes longer nothing is watched early. */
export const OPENING_LIMITS: SandboxLimits = {
  cpuSeconds: 60,
  wallSeconds: 300,
  fileBytes: GIB / 8,
  memoryBytes: 4 * GIB,
};

/** Looking into a document writes nothing and holds it in memory with one part of what it unpacks to. */
export const DOCUMENT_LIMITS: SandboxLimits = {
  cpuSeconds: 60,
  wallSeconds: 300,
  fileBytes: 1024 ** 2,
  memoryBytes: 2 * GIB,
};

/**
 * Encoding takes about as many CPU seconds as the lesson lasts on a desktop processor. The factor
 * leaves room for a slow machine and for sources that are hard to decode, and still ends a bomb.
 */
export function encodingLimits(durationSeconds: number): SandboxLimits {
  return {
    cpuSeconds: Math.ceil(600 + 16 * durationSeconds),
    wallSeconds: Math.ceil(1200 + 24 * durationSeconds),
    idleSeconds: 300,
    fileBytes: GIB,
    memoryBytes: 4 * GIB,
  };
}

/** Remuxing moves bytes: one file holds a whole rendition, and the disk is what takes the time. */
export function remuxLimits(durationSeconds: number): SandboxLimits {
  return {
    cpuSeconds: Math.ceil(120 + durationSeconds / 10),
    wallSeconds: Math.ceil(600 + durationSeconds),
    fileBytes: 16 * GIB,
    memoryBytes: 4 * GIB,
  };
}
