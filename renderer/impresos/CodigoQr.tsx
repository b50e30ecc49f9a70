import { useMemo } from 'react';
import QRCode from 'qrcode';

/** Blank modules around a QR that readers need to find it (ISO/IEC 18004: four). */
const MARGEN = 4;

/** A QR drawn with lines, sharp at any size. Error correction H: it still reads with a stain over a sixth of it. */
export const CodigoQr = ({ texto, className }: { readonly texto: string; readonly className?: string | undefined }) => {
  const { lado, trazo } = useMemo(() => {
    const { size, data } = QRCode.create(texto, { errorCorrectionLevel: 'H' }).modules;
    const negros = Array.from({ length: size * size }, (_, i) => i).filter((i) => data[i] === 1);
    return { lado: size, trazo: negros.map((i) => `M${i % size} ${Math.floor(i / size)}h1v1h-1z`).join('') };
  }, [texto]);
  return (
    <svg className={className} viewBox={`${-MARGEN} ${-MARGEN} ${lado + 2 * MARGEN} ${lado + 2 * MARGEN}`} shapeRendering="crispEdges" aria-hidden="true" data-codigo={texto}>
      <path d={trazo} fill="#000" />
    </svg>
  );
};
