import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { shrinkPng } from './png.ts';

function pngOf(width: number, height: number, rows: readonly number[], kind = 6): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, kind], 8);
  const chunk = (type: string, data: Buffer) => {
    const frame = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(frame.subarray(4, -4)), frame.length - 4);
    return frame;
  };
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The pixels of a picture with a palette, each as its four channels. */
function pixelsOf(png: Buffer): readonly (readonly number[])[] {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const named = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.set(named.toString('latin1', 0, 4), named.subarray(4));
    at += length + 12;
  }
  const get = (name: string): Buffer => chunks.get(name) ?? Buffer.alloc(0);
  const width = get('IHDR').readUInt32BE(0);
  const rows = [...inflateSync(get('IDAT'))].filter((_, index) => index % (width + 1) !== 0);
  return rows.map((index) => [
    ...get('PLTE').subarray(index * 3, index * 3 + 3),
    get('tRNS')[index] ?? 255,
  ]);
}

const red = [255, 0, 0, 255];
const gray = [10, 20, 30, 128];

test('a picture of few colors stays the same, whichever filters its rows have', () => {
  // Rows: as it is, difference from the left, from above, from the mean of both, and Paeth's choice; each is red, gray.
  const ahead = [11, 20, 30, 129];
  const rows = [
    [0, ...red, ...gray],
    [1, ...red, ...ahead],
    [2, 0, 0, 0, 0, 0, 0, 0, 0],
    [3, 128, 0, 0, 128, 134, 10, 15, 193],
    [4, 0, 0, 0, 0, 0, 0, 0, 0],
  ].flat();
  expect(pixelsOf(shrinkPng(pngOf(2, 5, rows)))).toEqual(
    Array.from({ length: 5 }, () => [red, gray]).flat(),
  );
});

test('of too many colors each becomes one near it, and a rare one of its own kind stays', () => {
  const grays = Array.from({ length: 256 }, (_, n) => [n, n, n]);
  const tints = grays.map(([n = 0]) => [n, n, n > 127 ? n - 1 : n + 1]);
  const rows = [grays, grays, tints, [...grays.slice(1), [0, 0, 255]]];
  const png = pngOf(
    256,
    4,
    rows.flatMap((row) => [0, ...row.flat()]),
    2,
  );
  const [before, after] = [rows.flat(), pixelsOf(shrinkPng(png))];
  const off = after.map((pixel, at) =>
    Math.max(
      ...(before[at] ?? []).map((value, channel) => Math.abs(value - (pixel[channel] ?? 0))),
    ),
  );
  expect(Math.max(...off)).toBeLessThan(32);
  expect(after.at(-1)).toEqual([0, 0, 255, 255]);
});

test('a picture of another kind is refused', () => {
  expect(() => shrinkPng(pngOf(1, 1, [0, 1], 0))).toThrow('kind that browsers do not write');
});
