const APP2 = 0xe2;
const EMPIEZA_LA_IMAGEN = 0xda;
const NOMBRE = 'ICC_PROFILE\0';

/** The same JPEG without its colour profile, as many scanners give it: no other byte of it changes. */
export const sinPerfil = (jpeg: Buffer): Buffer => {
  const partes = [jpeg.subarray(0, 2)];
  let i = 2;
  while (jpeg[i + 1] !== EMPIEZA_LA_IMAGEN) {
    const hasta = i + 2 + jpeg.readUInt16BE(i + 2);
    if (jpeg[i + 1] !== APP2 || jpeg.toString('latin1', i + 4, i + 4 + NOMBRE.length) !== NOMBRE) partes.push(jpeg.subarray(i, hasta));
    i = hasta;
  }
  return Buffer.concat([...partes, jpeg.subarray(i)]);
};
