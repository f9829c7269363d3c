import process from 'node:process';
import { start } from '../src/start.ts';

declare const WEBORCA_CERT_VERSION: string;

// A program of its own brings its Node along and its code compiled: main.ts's questions about both
// do not arise. CommonJS has no top-level await; start never rejects.
void start(process.argv.slice(2), WEBORCA_CERT_VERSION);
