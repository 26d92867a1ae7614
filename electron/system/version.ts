/** Of the console; `app.getVersion()` is Electron's own where it is started from a file. */
export { version as VERSION } from '../../package.json';
