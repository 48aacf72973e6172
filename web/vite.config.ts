import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Nothing is inlined: the content security policy allows neither inline script nor style.
export default defineConfig({
  root: __dirname,
  plugins: [react()],
  build: { outDir: '../dist/web', emptyOutDir: true, manifest: true, assetsInlineLimit: 0, target: 'es2022' },
  server: { proxy: { '/api': process.env['GUANXI_API'] ?? 'http://127.0.0.1:3000' } },
});
