/** Path below which the host answers calls of the bridge. */
export const SHELL_PATH = '/shell/';

/**
 * Source of a script that gives a page of the web host the bridge that the preload script gives a
 * console window. The host tells nothing by itself, so listeners are kept and never called.
 */
export const BRIDGE_SCRIPT = `
window.outpost = {
  async invoke(channel, ...args) {
    const answer = await fetch(${JSON.stringify(SHELL_PATH)} + channel, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  },
  on() {
    return () => undefined;
  },
};
`;
