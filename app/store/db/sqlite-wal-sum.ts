/**
 * The running checksum of a write-ahead log: each frame's continues the one before
 * (sqlite.org/fileformat2.html#checksum_algorithm).
 */
type WalSum = {
  /**
   * Adds `bytes` and compares with the two words stored at `offset`. Continues from the stored
   * ones.
   */
  matches(bytes: readonly Buffer[], stored: Buffer, offset: number): boolean;
};

/**
 * `bigEndian`: how the summed bytes are read as words. The sums themselves are always big-endian.
 */
export function createWalSum(bigEndian: boolean): WalSum {
  let first = 0;
  let second = 0;

  function carryOn(bytes: Buffer): void {
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 8 <= bytes.byteLength; at += 8) {
      first = (first + words.getUint32(at, !bigEndian) + second) >>> 0;
      second = (second + words.getUint32(at + 4, !bigEndian) + first) >>> 0;
    }
  }

  return {
    matches(bytes, stored, offset) {
      bytes.forEach(carryOn);
      const [made, made2] = [first, second];
      first = stored.readUInt32BE(offset);
      second = stored.readUInt32BE(offset + 4);
      return made === first && made2 === second;
    },
  };
}
