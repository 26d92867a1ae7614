// `npm start [-- --help]`
import path from 'node:path';
import { boot } from '../runtime/boot.mjs';

await boot(path.join(import.meta.dirname, 'main.ts'));
