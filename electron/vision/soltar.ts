/**
 * Gives the memory of an array back now: a page is megabytes, and V8 would keep several until it next collects. Nobody may look
 * at it any more. What is shared with other threads is left alone.
 */
export const soltar = ({ buffer }: Uint8Array): void => {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
};
