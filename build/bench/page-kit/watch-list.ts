/**
 * Source of a script for the console's own window: clicks rows and times until their record is
 * drawn, and listens to the frames while somebody scrolls. From inside the page, because a round
 * trip of the tool that drives it takes longer than what is measured.
 */
export const WATCH_LIST_SCRIPT = `
globalThis.watchList = {
  rows() {
    return [...document.querySelectorAll('.list__rows [role="row"]')].filter(
      (row) => row.querySelectorAll('[role="gridcell"]').length > 1,
    );
  },

  painted() {
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  },

  isShown(number) {
    const record = document.querySelector('[data-pane="record"]');
    const heading = record?.querySelector('h1')?.textContent ?? '';
    return heading.includes(number) && record.querySelector('[aria-label="Timeline"] li') !== null;
  },

  shown(number) {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(number + ' was not shown')), 10000);
      const look = () => {
        if (!this.isShown(number)) return false;
        observer.disconnect();
        clearTimeout(limit);
        resolve();
        return true;
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    });
  },

  numberOf(row) {
    return row.querySelectorAll('[role="gridcell"]')[1].textContent.trim();
  },

  async open(row) {
    const number = this.numberOf(row);
    const startedAt = performance.now();
    row.click();
    await this.shown(number);
    await this.painted();
    return performance.now() - startedAt;
  },

  /** Opens record after record down the list. */
  async openMany(count) {
    const took = [];
    const seen = new Set();
    const scroller = document.querySelector('.list');
    while (took.length < count) {
      const row = this.rows().find((each) => {
        const number = this.numberOf(each);
        return !seen.has(number) && !this.isShown(number);
      });
      if (row === undefined) {
        scroller.scrollTop += scroller.clientHeight / 2;
        await this.painted();
        continue;
      }
      seen.add(this.numberOf(row));
      took.push(await this.open(row));
      // The record's own reading and the frames after it are over before the next click.
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    return took;
  },

  startFrames() {
    const frames = { times: [], on: true };
    const tick = (time) => {
      frames.times.push(time);
      if (frames.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    this.frames = frames;
  },

  stopFrames() {
    this.frames.on = false;
    return this.frames.times.slice(1).map((time, n) => time - this.frames.times[n]);
  },
};
`;
