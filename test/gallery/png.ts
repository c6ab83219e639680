// Makes screenshots smaller. Text and buttons need few colors, and with a palette a PNG is a third of its size.
// https://www.w3.org/TR/png-3/

import { crc32, deflateSync, inflateSync } from 'node:zlib';

type Picture = {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBBAA, row by row. */
  readonly pixels: Uint32Array;
};

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const mostColors = 256;
const mostFrequent = 176;

/** The same picture with at most 256 colors. Every other color becomes the nearest of them. */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = choosePalette(counts);
  const index = new Map([...counts.keys()].map((color) => [color, nearest(color, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, pixel] of pixels.entries()) {
    rows[at + Math.floor(at / width) + 1] = index.get(pixel) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((color) => channels(color).slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map((color) => color & 255))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colors, and one for each family of the others, so that a small blue button among grays stays blue. */
function choosePalette(counts: ReadonlyMap<number, number>): readonly number[] {
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  if (byCount.length <= mostColors) return byCount.map(([color]) => color);
  const frequent = byCount.slice(0, mostFrequent).map(([color]) => color);
  const families = new Map<number, { readonly color: number; readonly count: number }>();
  for (const [color, count] of byCount.slice(mostFrequent)) {
    const family = color & 0xe0e0e0e0;
    const { color: first, count: before } = families.get(family) ?? { color, count: 0 };
    families.set(family, { color: first, count: before + count });
  }
  const others = [...families.values()].sort((a, b) => b.count - a.count);
  return [...frequent, ...others.map(({ color }) => color)].slice(0, mostColors);
}

function nearest(color: number, palette: readonly number[]): number {
  const wanted = channels(color);
  const distance = (other: number): number =>
    channels(other).reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0);
  let best = palette.indexOf(color);
  if (best >= 0) return best;
  best = 0;
  for (const [index, other] of palette.entries()) {
    if (distance(other) < distance(palette[best] ?? 0)) best = index;
  }
  return best;
}

const channels = (color: number): number[] =>
  [24, 16, 8, 0].map((shift) => (color >>> shift) & 255);

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(named.length + 8);
  frame.writeUInt32BE(data.length, 0);
  named.copy(frame, 4);
  frame.writeUInt32BE(crc32(named), named.length + 4);
  return frame;
}

/**
 * Reads what browsers write: eight bits a channel, RGB or RGBA, not interlaced.
 * @throws Error for any other kind
 */
function decode(png: Buffer): Picture {
  const parts: Buffer[] = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(png.subarray(at + 8, at + 8 + length));
    }
    at += length + 12;
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, kind, interlaced] = [png[24], png[25], png[28]];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) {
    throw new Error('This picture is of a kind that browsers do not write.');
  }
  const size = kind === 6 ? 4 : 3;
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * size, height, size);
  const pixels = Uint32Array.from({ length: width * height }, (_, index) => {
    const at = index * size;
    const alpha = size === 4 ? (bytes[at + 3] ?? 0) : 255;
    return (
      (((bytes[at] ?? 0) << 24) |
        ((bytes[at + 1] ?? 0) << 16) |
        ((bytes[at + 2] ?? 0) << 8) |
        alpha) >>>
      0
    );
  });
  return { width, height, pixels };
}

/** Undoes the filter of each row, which its first byte names. */
function unfilter(data: Buffer, rowLength: number, height: number, size: number): Buffer {
  const rows = Buffer.alloc(rowLength * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (rowLength + 1)] ?? 0;
    for (let x = 0; x < rowLength; x++) {
      const at = y * rowLength + x;
      const left = x >= size ? (rows[at - size] ?? 0) : 0;
      const up = y > 0 ? (rows[at - rowLength] ?? 0) : 0;
      const corner = x >= size && y > 0 ? (rows[at - rowLength - size] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      rows[at] = ((data[y * (rowLength + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one));
  if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0;
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
