import { expect, test } from 'vitest';
import { mediosMontados } from './medios-extraibles.ts';

const MONTAJES = `proc /proc proc rw 0 0
/dev/sda2 / ext4 rw 0 0
/dev/sdb1 /media/ana/USB\\040AZUL vfat rw 0 0
/dev/sdc1 /run/media/ana/PREP exfat ro 0 0
tmpfs /run/user/1000 tmpfs rw 0 0
/dev/sdd1 /mnt/usb ext4 rw 0 0
overlay /mnt/servicios/algo/hondo overlay rw 0 0
/dev/sdd1 /mnt/usb ext4 rw 0 0
`;
const carpetas = (): Promise<string[]> => Promise.resolve(['USB', '.Trashes', 'Macintosh HD']);

test('what is mounted where people plug things in, once each, blanks and all', async () => {
  expect(await mediosMontados({ plataforma: 'linux', montajes: () => Promise.resolve(MONTAJES), carpetas })).toEqual([
    { ruta: '/media/ana/USB AZUL', nombre: 'USB AZUL' }, { ruta: '/mnt/usb', nombre: 'usb' }, { ruta: '/run/media/ana/PREP', nombre: 'PREP' },
  ]);
  expect(await mediosMontados({ plataforma: 'darwin', montajes: () => Promise.resolve(null), carpetas })).toEqual([{ ruta: '/Volumes/Macintosh HD', nombre: 'Macintosh HD' }, { ruta: '/Volumes/USB', nombre: 'USB' }]);
  expect(await mediosMontados({ plataforma: 'linux', montajes: () => Promise.resolve(null), carpetas })).toEqual([]);
});
