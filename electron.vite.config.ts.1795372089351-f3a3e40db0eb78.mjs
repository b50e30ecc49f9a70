import "node:module";
import { readdirSync } from "node:fs";
import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { CSP } from "#electron/host/contenido.ts";
// electron.vite.config.ts
const raiz = import.meta.dirname;
const de = (...partes) => path.join(raiz, ...partes);
/** Worker threads are files of their own: `electron/vision/vision-worker.ts` → `out/main/vision-worker.js`. */
const trabajadores = Object.fromEntries(["electron/vision", "electron/host"].flatMap((carpeta) => readdirSync(de(carpeta), { withFileTypes: true }).filter((f) => f.isFile() && f.name.endsWith("worker.ts")).map((f) => [f.name.replace(/\.ts$/, ""), de(carpeta, f.name)])));
/** The policy of the headers once more inside the page, as a second layer. A `<meta>` cannot say `frame-ancestors`. */
const politicaEnPagina = {
	name: "politica-en-pagina",
	apply: "build",
	transformIndexHtml: () => [{
		tag: "meta",
		attrs: {
			"http-equiv": "Content-Security-Policy",
			content: CSP.split("; ").filter((d) => !d.startsWith("frame-ancestors")).join("; ")
		},
		injectTo: "head-prepend"
	}]
};
var electron_vite_config_default = defineConfig({
	main: { build: {
		outDir: de("out/main"),
		emptyOutDir: false,
		sourcemap: true,
		rolldownOptions: {
			input: {
				main: de("electron/main.ts"),
				"estacion-proceso": de("electron/shell/estacion-proceso.ts"),
				acopio: de("electron/host/acopio.ts"),
				...trabajadores
			},
			output: {
				entryFileNames: "[name].js",
				chunkFileNames: "chunks/[name]-[hash].js"
			}
		}
	} },
	preload: { build: {
		outDir: de("out/preload"),
		externalizeDeps: false,
		rolldownOptions: {
			input: { preload: de("electron/preload.ts") },
			output: {
				format: "cjs",
				entryFileNames: "[name].cjs"
			}
		}
	} },
	renderer: {
		root: de("renderer"),
		plugins: [react(), politicaEnPagina],
		build: {
			outDir: de("out/renderer"),
			emptyOutDir: true,
			target: "chrome120",
			assetsInlineLimit: 0,
			modulePreload: { polyfill: false },
			minify: true,
			rolldownOptions: { input: de("renderer/index.html") }
		}
	}
});
export { electron_vite_config_default as default };

//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiZWxlY3Ryb24udml0ZS5jb25maWcuanMiLCJuYW1lcyI6W10sInNvdXJjZXMiOlsiL3RtcC93L3Zpc3RhL2VsZWN0cm9uLnZpdGUuY29uZmlnLnRzIl0sInNvdXJjZXNDb250ZW50IjpbImltcG9ydCB7IHJlYWRkaXJTeW5jIH0gZnJvbSAnbm9kZTpmcyc7XG5pbXBvcnQgcGF0aCBmcm9tICdub2RlOnBhdGgnO1xuaW1wb3J0IHJlYWN0IGZyb20gJ0B2aXRlanMvcGx1Z2luLXJlYWN0JztcbmltcG9ydCB7IGRlZmluZUNvbmZpZyB9IGZyb20gJ2VsZWN0cm9uLXZpdGUnO1xuaW1wb3J0IHsgQ1NQIH0gZnJvbSAnI2VsZWN0cm9uL2hvc3QvY29udGVuaWRvLnRzJztcblxuY29uc3QgcmFpeiA9IGltcG9ydC5tZXRhLmRpcm5hbWU7XG5jb25zdCBkZSA9ICguLi5wYXJ0ZXM6IHN0cmluZ1tdKTogc3RyaW5nID0+IHBhdGguam9pbihyYWl6LCAuLi5wYXJ0ZXMpO1xuXG4vKiogV29ya2VyIHRocmVhZHMgYXJlIGZpbGVzIG9mIHRoZWlyIG93bjogYGVsZWN0cm9uL3Zpc2lvbi92aXNpb24td29ya2VyLnRzYCDihpIgYG91dC9tYWluL3Zpc2lvbi13b3JrZXIuanNgLiAqL1xuY29uc3QgdHJhYmFqYWRvcmVzID0gT2JqZWN0LmZyb21FbnRyaWVzKFxuICBbJ2VsZWN0cm9uL3Zpc2lvbicsICdlbGVjdHJvbi9ob3N0J10uZmxhdE1hcCgoY2FycGV0YSkgPT4gcmVhZGRpclN5bmMoZGUoY2FycGV0YSksIHsgd2l0aEZpbGVUeXBlczogdHJ1ZSB9KVxuICAgIC5maWx0ZXIoKGYpID0+IGYuaXNGaWxlKCkgJiYgZi5uYW1lLmVuZHNXaXRoKCd3b3JrZXIudHMnKSlcbiAgICAubWFwKChmKSA9PiBbZi5uYW1lLnJlcGxhY2UoL1xcLnRzJC8sICcnKSwgZGUoY2FycGV0YSwgZi5uYW1lKV0pKSxcbik7XG5cbi8qKiBUaGUgcG9saWN5IG9mIHRoZSBoZWFkZXJzIG9uY2UgbW9yZSBpbnNpZGUgdGhlIHBhZ2UsIGFzIGEgc2Vjb25kIGxheWVyLiBBIGA8bWV0YT5gIGNhbm5vdCBzYXkgYGZyYW1lLWFuY2VzdG9yc2AuICovXG5jb25zdCBwb2xpdGljYUVuUGFnaW5hID0ge1xuICBuYW1lOiAncG9saXRpY2EtZW4tcGFnaW5hJyxcbiAgYXBwbHk6ICdidWlsZCcgYXMgY29uc3QsXG4gIHRyYW5zZm9ybUluZGV4SHRtbDogKCkgPT4gW1xuICAgIHsgdGFnOiAnbWV0YScsIGF0dHJzOiB7ICdodHRwLWVxdWl2JzogJ0NvbnRlbnQtU2VjdXJpdHktUG9saWN5JywgY29udGVudDogQ1NQLnNwbGl0KCc7ICcpLmZpbHRlcigoZCkgPT4gIWQuc3RhcnRzV2l0aCgnZnJhbWUtYW5jZXN0b3JzJykpLmpvaW4oJzsgJykgfSwgaW5qZWN0VG86ICdoZWFkLXByZXBlbmQnIGFzIGNvbnN0IH0sXG4gIF0sXG59O1xuXG5leHBvcnQgZGVmYXVsdCBkZWZpbmVDb25maWcoe1xuICBtYWluOiB7XG4gICAgYnVpbGQ6IHtcbiAgICAgIG91dERpcjogZGUoJ291dC9tYWluJyksXG4gICAgICAvLyBBIGJ1aWxkIG11c3Qgbm90IHRha2UgYXdheSB0aGUgZmlsZXMgb2YgYSBwcm9ncmFtIHRoYXQgaXMgcnVubmluZzogc2NyaXB0cy9jb25zdHJ1aXIubWpzIHBydW5lcyBvbGQgb25lcy5cbiAgICAgIGVtcHR5T3V0RGlyOiBmYWxzZSxcbiAgICAgIHNvdXJjZW1hcDogdHJ1ZSxcbiAgICAgIHJvbGxkb3duT3B0aW9uczoge1xuICAgICAgICBpbnB1dDoge1xuICAgICAgICAgIG1haW46IGRlKCdlbGVjdHJvbi9tYWluLnRzJyksXG4gICAgICAgICAgJ2VzdGFjaW9uLXByb2Nlc28nOiBkZSgnZWxlY3Ryb24vc2hlbGwvZXN0YWNpb24tcHJvY2Vzby50cycpLFxuICAgICAgICAgIGFjb3BpbzogZGUoJ2VsZWN0cm9uL2hvc3QvYWNvcGlvLnRzJyksXG4gICAgICAgICAgLi4udHJhYmFqYWRvcmVzLFxuICAgICAgICB9LFxuICAgICAgICBvdXRwdXQ6IHsgZW50cnlGaWxlTmFtZXM6ICdbbmFtZV0uanMnLCBjaHVua0ZpbGVOYW1lczogJ2NodW5rcy9bbmFtZV0tW2hhc2hdLmpzJyB9LFxuICAgICAgfSxcbiAgICB9LFxuICB9LFxuICBwcmVsb2FkOiB7XG4gICAgYnVpbGQ6IHtcbiAgICAgIG91dERpcjogZGUoJ291dC9wcmVsb2FkJyksXG4gICAgICAvLyBBIHNhbmRib3hlZCBwcmVsb2FkIGNhbm5vdCBsb2FkIG1vZHVsZXM6IGV2ZXJ5dGhpbmcgaW5zaWRlIG9uZSBDb21tb25KUyBmaWxlLlxuICAgICAgZXh0ZXJuYWxpemVEZXBzOiBmYWxzZSxcbiAgICAgIHJvbGxkb3duT3B0aW9uczogeyBpbnB1dDogeyBwcmVsb2FkOiBkZSgnZWxlY3Ryb24vcHJlbG9hZC50cycpIH0sIG91dHB1dDogeyBmb3JtYXQ6ICdjanMnLCBlbnRyeUZpbGVOYW1lczogJ1tuYW1lXS5janMnIH0gfSxcbiAgICB9LFxuICB9LFxuICByZW5kZXJlcjoge1xuICAgIHJvb3Q6IGRlKCdyZW5kZXJlcicpLFxuICAgIHBsdWdpbnM6IFtyZWFjdCgpLCBwb2xpdGljYUVuUGFnaW5hXSxcbiAgICBidWlsZDoge1xuICAgICAgb3V0RGlyOiBkZSgnb3V0L3JlbmRlcmVyJyksXG4gICAgICBlbXB0eU91dERpcjogdHJ1ZSxcbiAgICAgIC8vIFRoZSBOb2RlIGhvc3Qgb3BlbnMgaW4gd2hhdGV2ZXIgQ2hyb21pdW0gaXMgaW5zdGFsbGVkLCBvbGRlciB0aGFuIEVsZWN0cm9uJ3MuXG4gICAgICB0YXJnZXQ6ICdjaHJvbWUxMjAnLFxuICAgICAgLy8gTm8gZGF0YTogVVJMcyBidXQgaW1hZ2VzIHRoYXQgdGhlIHBhZ2UgbWFrZXMgaXRzZWxmIChDU1ApLlxuICAgICAgYXNzZXRzSW5saW5lTGltaXQ6IDAsXG4gICAgICBtb2R1bGVQcmVsb2FkOiB7IHBvbHlmaWxsOiBmYWxzZSB9LFxuICAgICAgbWluaWZ5OiB0cnVlLFxuICAgICAgcm9sbGRvd25PcHRpb25zOiB7IGlucHV0OiBkZSgncmVuZGVyZXIvaW5kZXguaHRtbCcpIH0sXG4gICAgfSxcbiAgfSxcbn0pO1xuIl0sIm1hcHBpbmdzIjoiOzs7Ozs7O0FBTUEsTUFBTSxPQUFPLFlBQVk7QUFDekIsTUFBTSxNQUFNLEdBQUcsV0FBNkIsS0FBSyxLQUFLLE1BQU0sR0FBRyxNQUFNOztBQUdyRSxNQUFNLGVBQWUsT0FBTyxZQUMxQixDQUFDLG1CQUFtQixlQUFlLENBQUMsQ0FBQyxTQUFTLFlBQVksWUFBWSxHQUFHLE9BQU8sR0FBRyxFQUFFLGVBQWUsS0FBSyxDQUFDLENBQUMsQ0FDeEcsUUFBUSxNQUFNLEVBQUUsT0FBTyxLQUFLLEVBQUUsS0FBSyxTQUFTLFdBQVcsQ0FBQyxDQUFDLENBQ3pELEtBQUssTUFBTSxDQUFDLEVBQUUsS0FBSyxRQUFRLFNBQVMsRUFBRSxHQUFHLEdBQUcsU0FBUyxFQUFFLElBQUksQ0FBQyxDQUFDLENBQUMsQ0FDbkU7O0FBR0EsTUFBTSxtQkFBbUI7Q0FDdkIsTUFBTTtDQUNOLE9BQU87Q0FDUCwwQkFBMEIsQ0FDeEI7RUFBRSxLQUFLO0VBQVEsT0FBTztHQUFFLGNBQWM7R0FBMkIsU0FBUyxJQUFJLE1BQU0sSUFBSSxDQUFDLENBQUMsUUFBUSxNQUFNLENBQUMsRUFBRSxXQUFXLGlCQUFpQixDQUFDLENBQUMsQ0FBQyxLQUFLLElBQUk7RUFBRTtFQUFHLFVBQVU7Q0FBd0IsQ0FDNUw7QUFDRjtBQUVBLElBQUEsK0JBQWUsYUFBYTtDQUMxQixNQUFNLEVBQ0osT0FBTztFQUNMLFFBQVEsR0FBRyxVQUFVO0VBRXJCLGFBQWE7RUFDYixXQUFXO0VBQ1gsaUJBQWlCO0dBQ2YsT0FBTztJQUNMLE1BQU0sR0FBRyxrQkFBa0I7SUFDM0Isb0JBQW9CLEdBQUcsb0NBQW9DO0lBQzNELFFBQVEsR0FBRyx5QkFBeUI7SUFDcEMsR0FBRztHQUNMO0dBQ0EsUUFBUTtJQUFFLGdCQUFnQjtJQUFhLGdCQUFnQjtHQUEwQjtFQUNuRjtDQUNGLEVBQ0Y7Q0FDQSxTQUFTLEVBQ1AsT0FBTztFQUNMLFFBQVEsR0FBRyxhQUFhO0VBRXhCLGlCQUFpQjtFQUNqQixpQkFBaUI7R0FBRSxPQUFPLEVBQUUsU0FBUyxHQUFHLHFCQUFxQixFQUFFO0dBQUcsUUFBUTtJQUFFLFFBQVE7SUFBTyxnQkFBZ0I7R0FBYTtFQUFFO0NBQzVILEVBQ0Y7Q0FDQSxVQUFVO0VBQ1IsTUFBTSxHQUFHLFVBQVU7RUFDbkIsU0FBUyxDQUFDLE1BQU0sR0FBRyxnQkFBZ0I7RUFDbkMsT0FBTztHQUNMLFFBQVEsR0FBRyxjQUFjO0dBQ3pCLGFBQWE7R0FFYixRQUFRO0dBRVIsbUJBQW1CO0dBQ25CLGVBQWUsRUFBRSxVQUFVLE1BQU07R0FDakMsUUFBUTtHQUNSLGlCQUFpQixFQUFFLE9BQU8sR0FBRyxxQkFBcUIsRUFBRTtFQUN0RDtDQUNGO0FBQ0YsQ0FBQyJ9