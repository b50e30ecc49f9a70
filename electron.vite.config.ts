import { readdirSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { CSP } from '#electron/host/contenido.ts';

const raiz = import.meta.dirname;
const de = (...partes: string[]): string => path.join(raiz, ...partes);

/** Worker threads are files of their own: `electron/vision/vision-worker.ts` → `out/main/vision-worker.js`. */
const trabajadores = Object.fromEntries(
  ['electron/vision', 'electron/host'].flatMap((carpeta) => readdirSync(de(carpeta), { withFileTypes: true })
    .filter((f) => f.isFile() && f.name.endsWith('worker.ts'))
    .map((f) => [f.name.replace(/\.ts$/, ''), de(carpeta, f.name)])),
);

/** The policy of the headers once more inside the page, as a second layer. A `<meta>` cannot say `frame-ancestors`. */
const politicaEnPagina = {
  name: 'politica-en-pagina',
  apply: 'build' as const,
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: CSP.split('; ').filter((d) => !d.startsWith('frame-ancestors')).join('; ') }, injectTo: 'head-prepend' as const },
  ],
};

export default defineConfig({
  main: {
    build: {
      outDir: de('out/main'),
      // A build must not take away the files of a program that is running: scripts/construir.mjs prunes old ones.
      emptyOutDir: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          main: de('electron/main.ts'),
          'estacion-proceso': de('electron/shell/estacion-proceso.ts'),
          acopio: de('electron/host/acopio.ts'),
          ...trabajadores,
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: de('out/preload'),
      // A sandboxed preload cannot load modules: everything inside one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: { input: { preload: de('electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: de('renderer'),
    plugins: [react(), politicaEnPagina],
    build: {
      outDir: de('out/renderer'),
      emptyOutDir: true,
      // The Node host opens in whatever Chromium is installed, older than Electron's.
      target: 'chrome120',
      // No data: URLs but images that the page makes itself (CSP).
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: true,
      rolldownOptions: { input: de('renderer/index.html') },
    },
  },
});
