import { Transform } from 'node:stream';

/**
 * React 18 writes a page in blocks of 2 KB; where a Chinese character does not fit into the rest of a block, it leaves
 * that rest empty and sends it along: one or two zero bytes, which browsers show as � (facebook/react#24985).
 * A page holds no zero byte of its own, so they are cut off the end of each block.
 */
export function withoutPadding(): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      let end = chunk.length;
      while (end > 0 && chunk[end - 1] === 0) end -= 1;
      done(null, end === chunk.length ? chunk : chunk.subarray(0, end));
    },
  });
}
