import type { Chance } from './chance.ts';

export const MUTATIONS = ['bits', 'cut', 'splice', 'sizes', 'hole', 'repeat'] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** Names of boxes, chunks and elements, with where the size stands that belongs to them. */
const SIZED: readonly { name: Buffer; at: number; length: number }[] = [
  ...['moov', 'trak', 'mdia', 'stbl', 'stsd', 'stsz', 'stco', 'ctts', 'elst', 'mdat', 'avcC', 'esds'].map(
    (box) => ({ name: Buffer.from(box), at: -4, length: 4 }),
  ),
  ...['stsz', 'stco', 'stts', 'elst', 'stsc'].map((box) => ({ name: Buffer.from(box), at: 8, length: 4 })),
  ...['RIFF', 'LIST', 'avih', 'strf', 'strh', 'idx1', '00dc', '01wb', '.RMF', 'PROP', 'MDPR', 'DATA'].map(
    (chunk) => ({ name: Buffer.from(chunk), at: 4, length: 4 }),
  ),
  // EBML: header, segment, tracks, entry, cluster, simple block, codec private.
  ...['1a45dfa3', '18538067', '1654ae6b', 'ae', '1f43b675', 'a3', '63a2'].map((id) => ({
    name: Buffer.from(id, 'hex'),
    at: id.length / 2,
    length: 1,
  })),
  // ASF objects: header, file properties, stream properties, data.
  ...['3026b275', 'a1dcab8c', '9107dcb7', '3626b275'].map((id) => ({
    name: Buffer.from(id, 'hex'),
    at: 16,
    length: 8,
  })),
  // MPEG: pack, system header, map, sound, picture.
  ...['000001ba', '000001bb', '000001bc', '000001c0', '000001e0', '000001b3'].map((code) => ({
    name: Buffer.from(code, 'hex'),
    at: 4,
    length: 2,
  })),
  { name: Buffer.from('OggS'), at: 26, length: 1 },
  { name: Buffer.from('FLV'), at: 5, length: 4 },
];

const INTERESTING = [0, 1, 7, 8, 0x7f, 0x80, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_fff7, 0xffff_ffff];

/** A file as chance spoils it; `other` gives the head of a splice. Never the file itself. */
export function mutate(file: Uint8Array, other: Uint8Array, kind: Mutation, chance: Chance): Buffer {
  switch (kind) {
    case 'bits':
      return flipBits(file, chance);
    case 'cut':
      return Buffer.from(file.subarray(0, chance.whole(file.length)));
    case 'splice': {
      const head = other.subarray(0, 1 + chance.whole(Math.min(4096, other.length)));
      return Buffer.concat([head, file.subarray(chance.whole(2) === 0 ? head.length : 0)]);
    }
    case 'sizes':
      return changeSizes(file, chance);
    case 'hole': {
      const spoilt = Buffer.from(file);
      const from = chance.whole(file.length);
      const to = Math.min(file.length, from + 1 + chance.whole(file.length / 4));
      return spoilt.fill(chance.pick([0, 0xff]), from, to);
    }
    case 'repeat': {
      const from = chance.whole(file.length);
      const piece = file.subarray(from, from + 1 + chance.whole(4096));
      const pieces = Array.from({ length: 1 + chance.whole(20) }, () => piece);
      return Buffer.concat([file.subarray(0, from), ...pieces, file.subarray(from)]);
    }
    default:
      throw new TypeError(`unknown mutation ${kind satisfies never}`);
  }
}

/** One bit in a hundred thousand to one in a hundred, and always one. */
function flipBits(file: Uint8Array, chance: Chance): Buffer {
  const spoilt = Buffer.from(file);
  const ratio = 10 ** (-5 + 3 * chance.next());
  const flips = Math.max(1, Math.round(file.length * 8 * ratio));
  for (let flip = 0; flip < flips; flip++) {
    const at = chance.whole(file.length);
    spoilt[at] = spoilt[at]! ^ (1 << chance.whole(8));
  }
  return spoilt;
}

function changeSizes(file: Uint8Array, chance: Chance): Buffer {
  const spoilt = Buffer.from(file);
  const found = SIZED.flatMap(({ name, at, length }) => {
    const places = [];
    for (let place = spoilt.indexOf(name); place >= 0; place = spoilt.indexOf(name, place + 1)) {
      const start = place + at;
      if (start >= 0 && start + length <= spoilt.length) places.push({ start, length });
      if (places.length === 50) break;
    }
    return places;
  });
  if (found.length === 0) return flipBits(file, chance);
  for (let change = 0; change <= chance.whole(3); change++) {
    const { start, length } = chance.pick(found);
    const value = chance.whole(2) === 0 ? chance.pick(INTERESTING) : chance.whole(2 ** 32);
    const written = Buffer.alloc(8);
    written.writeUInt32BE(value, 4);
    spoilt.set(written.subarray(8 - length), start);
  }
  return spoilt;
}
