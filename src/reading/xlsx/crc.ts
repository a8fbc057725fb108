import zlib from 'node:zlib'

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** The checksum of zip files as Node before 20.15 has to reckon it. `before`: of the bytes that went ahead. */
export const reckonedCrc = (bytes: Uint8Array, before = 0): number => {
  let value = ~before
  for (const byte of bytes) value = (table[(value ^ byte) & 255] ?? 0) ^ (value >>> 8)
  return ~value >>> 0
}

export const crc32: typeof reckonedCrc = (zlib.crc32 as typeof zlib.crc32 | undefined) ?? reckonedCrc
