import { isArticle } from '../../shared/model/reference.ts';
import type { Article } from '../../shared/model/reference.ts';
import { mayWrite } from '../../shared/policy/rights.ts';
import { isDue, publishDue } from '../../shared/workflow/article-commands-publish.ts';
import type { Workspace } from './workspace.ts';

export interface PublishDueOptions {
  readonly workspace: Pick<Workspace, 'replica' | 'articles' | 'complete'>;
  /** All news is here: offline, somebody may have taken the article off its schedule. */
  readonly isLive: () => boolean;
  /** Calls when that changed. */
  readonly onLive: (listener: () => void) => () => void;
  /** What the sync inbox calls it. */
  readonly labelOf: (article: Article) => string;
}

/** Longer waits overflow a timer. */
const LONGEST_WAIT_MS = 12 * 3_600_000;
/** After a write that failed. */
const AGAIN_MS = 60_000;

/**
 * Publishes scheduled articles whose instant has come, on the first console that is online then.
 * Ids follow from the article and its instant, so that two that do it write the same.
 */
export class PublishDue {
  private readonly options: PublishDueOptions;
  private readonly stops: (() => void)[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isLooking = false;
  private wantsLook = false;
  private isStopped = false;

  constructor(options: PublishDueOptions) {
    this.options = options;
    const look = (): void => void this.look();
    this.stops = [options.workspace.articles.subscribe(look), options.onLive(look)];
    void options.workspace.complete.then(look, () => undefined);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
  }

  /** One look at a time; news that comes meanwhile is looked at afterwards. */
  private async look(): Promise<void> {
    this.wantsLook = true;
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      while (this.wantsLook && !this.isStopped) {
        this.wantsLook = false;
        await this.publish();
      }
    } catch {
      this.wake(AGAIN_MS);
    } finally {
      this.isLooking = false;
    }
  }

  private async publish(): Promise<void> {
    const { workspace, isLive, labelOf } = this.options;
    const { replica, articles } = workspace;
    if (!isLive() || !mayWrite(replica.session.roles, 'articles', 'update')) return;
    const ids = articles
      .rows()
      .filter(({ state }) => state === 'scheduled')
      .map(({ id }) => id);
    const waiting = (await replica.getMany('articles', ids)).filter(isArticle);
    const now = replica.now();
    for (const article of waiting) {
      if (this.isStopped || !isDue(article, now)) continue;
      await replica.run((context) => publishDue(article, context), labelOf(article));
    }
    const next = waiting.flatMap(({ publishAt }) => {
      const atMs = Date.parse(publishAt ?? '');
      return atMs > now ? [atMs - now] : [];
    });
    if (next.length > 0) this.wake(Math.min(...next));
  }

  private wake(afterMs: number): void {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.look(), Math.min(afterMs, LONGEST_WAIT_MS));
  }
}
