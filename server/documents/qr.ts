import QRCode from 'qrcode';

/** A QR code as dark squares in a grid of `size`, the quiet zone left to whoever draws it. */
export type Qr = { readonly size: number; readonly dark: readonly (readonly [x: number, y: number])[] };

export function qrOf(text: string): Qr {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark: [number, number][] = [];
  data.forEach((bit, index) => {
    if (bit) dark.push([index % size, Math.floor(index / size)]);
  });
  return { size, dark };
}

/** The same as an SVG path in units of one square. */
export function qrPath({ dark }: Qr): string {
  return dark.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('');
}
